import { eventually } from '#libs/testing';
import { FaultMine, members } from '../setup/fault-mine.js';
import type { ServiceProcess } from '../setup/service-process.js';

describe('a worker that is killed in the middle of a run', () => {
  let mine: FaultMine;
  let steady: ServiceProcess;
  let undisturbed: string | null;

  beforeAll(async () => {
    mine = await FaultMine.open();
    const filing = await mine.service('activities');
    // Scores nothing while another copy is to be killed: it answers, and its worker takes over afterwards.
    steady = await mine.service('assessment');
    const filed = await mine.fileMeetings();
    await eventually(async () => {
      expect(await mine.heard()).toBe(filed);
    });
    undisturbed = await mine.undisturbed(steady);
    await filing.stop();
  });
  afterAll(() => mine.close());

  it.each([
    'chunk.claimed=kill@3',
    'chunk.scored=kill@3',
    'chunk.committed=kill@3',
    'run.sealed=kill',
  ])('at %s leaves the result that an undisturbed run has', async (failpoint) => {
    await steady.stop();
    const doomed = await mine.service('assessment', { FAILPOINTS: failpoint });
    const { id } = await mine.startRun(doomed);
    expect(await doomed.gone).toBe('SIGKILL');
    steady = await mine.service('assessment');
    const run = await mine.scored(steady, id);
    expect(run.resultHash).toBe(undisturbed);
    expect(
      await mine.value(
        `select count(*) as value from assessment.scores where run_id = '${id}' and level = 0`,
      ),
    ).toBe(String(members));
  });

  it('at the publication: it is published once, and everybody is told once', async () => {
    const telling = await mine.service('notifications');
    const { id } = await mine.scored(steady, (await mine.startRun(steady)).id);
    await steady.stop();
    const doomed = await mine.service('assessment', { FAILPOINTS: 'run.published=kill' });
    await expect(mine.ask(doomed, 'POST', `/v1/runs/${id}/publish`)).rejects.toThrow();
    expect(await doomed.gone).toBe('SIGKILL');
    steady = await mine.service('assessment');
    // Whoever got no answer asks again; that it is done already is as good an answer.
    await mine.ask(steady, 'POST', `/v1/runs/${id}/publish`).catch((error: unknown) => {
      expect(String(error)).toContain('409');
    });
    const told = `select count(*) as value from notifications.messages
      where source_id = '${id}' and recipient_person_id is not null`;
    await eventually(async () => {
      expect(await mine.value(told)).toBe(String(members));
    });
    expect(
      await mine.value(
        `select count(*) as value from assessment.outbox where type = 'assessment.run.published'`,
      ),
    ).toBe('1');
    await telling.stop();
  });
});
