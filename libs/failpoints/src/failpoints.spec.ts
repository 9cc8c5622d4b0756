import { armFailpoints, failpoint, UnknownFailpoint } from './failpoints.js';

describe('a failpoint', () => {
  const struck: string[] = [];
  const arm = (spec: string): void => {
    armFailpoints(spec, (signal) => struck.push(signal));
  };
  afterEach(() => {
    struck.length = 0;
    armFailpoints('');
  });

  it('does nothing unless it is armed', () => {
    failpoint('chunk.scored');
    expect(struck).toEqual([]);
  });

  it('strikes once, at the time that was said', () => {
    arm('chunk.scored=kill@2, relay.sent=stop');
    failpoint('chunk.scored');
    expect(struck).toEqual([]);
    failpoint('chunk.scored');
    failpoint('chunk.scored');
    failpoint('relay.sent');
    expect(struck).toEqual(['SIGKILL', 'SIGSTOP']);
  });

  it.each(['nowhere=kill', 'chunk.scored=explode', 'chunk.scored=kill@0', 'chunk.scored'])(
    'that is none is refused: %s',
    (spec) => {
      expect(() => {
        arm(spec);
      }).toThrow(UnknownFailpoint);
    },
  );
});
