import { eventually } from '#libs/testing';
import { FaultMine, members, spell } from '../setup/fault-mine.js';

/** Longer than any lease. */
const STOPPED_MS = 90_000;

describe('a worker that stood still for 90 seconds', () => {
  let mine: FaultMine;
  beforeAll(async () => {
    mine = await FaultMine.open();
  });
  afterAll(() => mine.close());

  it('finds its work done by others, and changes nothing', async () => {
    const filing = await mine.service('activities');
    const steady = await mine.service('assessment');
    const filed = await mine.fileMeetings();
    await eventually(async () => {
      expect(await mine.heard()).toBe(filed);
    });
    const undisturbed = await mine.undisturbed(steady);
    await filing.stop();
    await steady.stop();

    const late = await mine.service('assessment', { FAILPOINTS: 'chunk.scored=stop@3' });
    const { id } = await mine.startRun(late);
    const other = await mine.service('assessment');
    const begun = performance.now();
    const run = await mine.scored(other, id, STOPPED_MS);
    expect(run.resultHash).toBe(undisturbed);
    await spell(Math.max(0, STOPPED_MS - (performance.now() - begun)));
    late.signal('SIGCONT');
    await late.answers('/health/live');
    // It works again: what it does next is done as if nothing had been.
    await late.answers('/health/ready');
    expect((await mine.scored(other, id)).resultHash).toBe(undisturbed);
    const again = await mine.scored(late, (await mine.startRun(late)).id);
    expect(again.resultHash).toBe(undisturbed);
    expect(
      await mine.value(
        `select count(*) as value from assessment.scores where run_id = '${id}' and level = 0`,
      ),
    ).toBe(String(members));
  });
});
