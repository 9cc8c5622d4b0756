import { openSealed, seal, sealingKey } from './sealing.js';

describe('what is sealed', () => {
  const key = sealingKey('test', 'a secret');

  it('begins with another vector each time, over many pools of randomness', () => {
    const vectors = Array.from({ length: 2000 }, () =>
      seal(key, 'the same', 'here').subarray(0, 12).toString('hex'),
    );
    expect(new Set(vectors).size).toBe(2000);
  });

  it('opens where it belongs and nowhere else, and not when it was changed', () => {
    const sealed = seal(key, '第二页', 'here');
    expect(openSealed(key, sealed, 'here')).toBe('第二页');
    expect(() => openSealed(key, sealed, 'there')).toThrow();
    expect(() => openSealed(sealingKey('other', 'a secret'), sealed, 'here')).toThrow();
    const changed = Buffer.from(sealed);
    changed[20] = (changed[20] ?? 0) ^ 1;
    expect(() => openSealed(key, changed, 'here')).toThrow();
  });
});
