import fc from 'fast-check';
import { feedStart, readFeedCursor, writeFeedCursor } from './feed-cursor.policy.js';

describe('the cursor of the directory feed', () => {
  it('begins before everything', () => {
    expect(readFeedCursor('', 'directory')).toBe(feedStart);
    expect(readFeedCursor('', 'exemptions')).toBe(feedStart);
  });

  it('reads what it writes, of its own stream', () => {
    const positions = fc.record({
      xid: fc.bigInt({ min: 1n, max: 10n ** 18n }).map(String),
      kind: fc.constantFrom('account', 'exemption', 'membership', 'organization', 'person'),
      id: fc.uuid(),
    });
    fc.assert(
      fc.property(positions, (position) => {
        const { kind } = position;
        const stream = kind === 'exemption' ? 'exemptions' : 'directory';
        const other = kind === 'exemption' ? 'directory' : 'exemptions';
        expect(readFeedCursor(writeFeedCursor(position), stream)).toEqual(position);
        expect(readFeedCursor(writeFeedCursor(position), other)).toBeUndefined();
      }),
    );
  });

  it.each([
    '5',
    '5:account',
    '5:robot:0190a0b0-0000-7000-8000-000000000000',
    "1:person:' or true",
    '-1:person:x',
  ])('refuses %s', (text) => {
    expect(readFeedCursor(text, 'directory')).toBeUndefined();
  });
});
