import fc from 'fast-check';
import { feedStart, readFeedCursor, writeFeedCursor } from './feed-cursor.policy.js';

describe('the cursor of the directory feed', () => {
  it('begins before everything', () => {
    expect(readFeedCursor('')).toBe(feedStart);
  });

  it('reads what it writes', () => {
    const positions = fc.record({
      xid: fc.bigInt({ min: 1n, max: 10n ** 18n }).map(String),
      kind: fc.constantFrom('account', 'membership', 'organization', 'person'),
      id: fc.uuid(),
    });
    fc.assert(
      fc.property(positions, (position) => {
        expect(readFeedCursor(writeFeedCursor(position))).toEqual(position);
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
    expect(readFeedCursor(text)).toBeUndefined();
  });
});
