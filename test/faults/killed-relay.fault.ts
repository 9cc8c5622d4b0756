import { eventually } from '#libs/testing';
import { FaultMine } from '../setup/fault-mine.js';

describe('a service that is killed while it tells or hears', () => {
  let mine: FaultMine;
  let filed = 0;

  beforeAll(async () => {
    mine = await FaultMine.open();
  });
  afterAll(() => mine.close());

  const allHeardOnce = async (): Promise<void> => {
    await eventually(async () => {
      expect(await mine.heard()).toBe(filed);
    }, 30_000);
    const twice = `select count(*) as value from (
      select from assessment.facts where superseded_at is null
      group by month, source_id, subject_id, metric having count(*) > 1) as doubled`;
    expect(await mine.value(twice)).toBe('0');
  };

  it.each(['relay.claimed=kill', 'relay.sent=kill'])(
    'at %s: every event has one effect',
    async (failpoint) => {
      const hearing = await mine.service('assessment');
      const doomed = await mine.service('activities', { FAILPOINTS: failpoint });
      filed += await mine.fileMeetings();
      expect(await doomed.gone).toBe('SIGKILL');
      const filing = await mine.service('activities');
      await allHeardOnce();
      await filing.stop();
      await hearing.stop();
    },
  );

  it('at inbox.handled=kill: every event has one effect', async () => {
    const filing = await mine.service('activities');
    const doomed = await mine.service('assessment', { FAILPOINTS: 'inbox.handled=kill' });
    filed += await mine.fileMeetings();
    expect(await doomed.gone).toBe('SIGKILL');
    const hearing = await mine.service('assessment');
    // BullMQ gives the job of a worker that died to another when its lock has run out.
    await eventually(async () => {
      expect(await mine.heard()).toBe(filed);
    }, 90_000);
    await allHeardOnce();
    await filing.stop();
    await hearing.stop();
  });
});
