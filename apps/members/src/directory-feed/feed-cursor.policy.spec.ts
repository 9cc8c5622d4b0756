import fc from 'fast-check';
import { feedStart, readFeedCursor, writeFeedCursor } from './feed-cursor.policy.js';

describe('the cursor of the directory feed', () => {
  it('begins before everything', () => {
    expect(readFeedCursor('', 'directory')).toBe(feedStart);
    expect(readFeedCursor('', 'exemptions')).toBe(feedStart);
    expect(readFeedCursor('', 'ended_sessions')).toBe(feedStart);
  });

  it('reads what it writes, of its own stream', () => {
    const positions = fc.record({
      xid: fc.bigInt({ min: 1n, max: 10n ** 18n }).map(String),
      kind: fc.constantFrom(
        'account',
        'exemption',
        'ended_session',
        'membership',
        'organization',
        'person',
      ),
      id: fc.uuid(),
    });
    fc.assert(
      fc.property(positions, (position) => {
        const { kind } = position;
        const later = { exemption: 'exemptions', ended_session: 'ended_sessions' } as const;
        const own = kind in later ? later[kind as keyof typeof later] : 'directory';
        for (const stream of ['directory', 'exemptions', 'ended_sessions'] as const)
          expect(readFeedCursor(writeFeedCursor(position), stream)).toEqual(
            stream === own ? position : undefined,
          );
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
