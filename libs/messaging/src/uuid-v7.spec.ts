import { uuidV7 } from './uuid-v7.js';

describe('a UUID by time', () => {
  it('is one of version 7', () => {
    expect(uuidV7()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('begins with its millisecond, and is no other', () => {
    const at = Date.UTC(2026, 10, 24);
    expect(Number.parseInt(uuidV7(at).replaceAll('-', '').slice(0, 12), 16)).toBe(at);
    expect(uuidV7(at)).not.toBe(uuidV7(at));
    expect(uuidV7(at) < uuidV7(at + 1)).toBe(true);
  });
});
