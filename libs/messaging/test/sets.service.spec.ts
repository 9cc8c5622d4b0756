import type { TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { inTransaction, query } from '#libs/database';
import { Inbox, Outbox, Queues } from '#libs/messaging';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import { boot, Listening, payload, type Scores, told } from './messaging.harness.js';

const QUEUE = 'notifications.tell-published-scores';

describe('events that are told together', () => {
  let database: TestDatabase;
  let module: TestingModule;
  let listening: Listening;
  let inbox: Inbox;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    module = await boot(database);
    [listening, inbox] = [module.get(Listening), module.get(Inbox)];
    dataSource = module.get(DataSource);
  });
  afterAll(async () => {
    await module.close();
    await database.drop();
  });

  const publish = async (...scores: Scores[]): Promise<void> => {
    await inTransaction(dataSource, (tx) =>
      module.get(Outbox).publish(tx, 'assessment.scores.published', ...scores),
    );
  };
  const rowsOf = (scores: readonly Scores[]) =>
    query<{ id: string; event_id: string; events: number; sent: boolean }>(
      dataSource,
      `select id, event_id, events, sent_at is not null as sent from outbox where exists (
         select from json_array_elements(case json_typeof(payload) when 'array' then payload else '[]' end) as one
         where one ->> 'runId' = any($1)) order by id`,
      [scores.map(({ runId }) => runId)],
    );
  const markOf = (id: string) =>
    query<{ positions: string | null }>(
      dataSource,
      'select positions::text from inbox where subscriber = $1 and event_id = $2',
      [QUEUE, id],
    );
  const heardOf = (runs: readonly string[], of = [listening]): string[] =>
    of.flatMap((one) => one.runs.filter((run) => runs.includes(run))).sort();
  const runsOf = (set: { payload: Scores | readonly Scores[] }): string[] =>
    [set.payload].flat().map((one) => one.runId);
  const all = async (scores: readonly Scores[], of = [listening]): Promise<void> => {
    const runs = scores.map(({ runId }) => runId);
    await eventually(() => {
      expect(heardOf(runs, of)).toEqual([...runs].sort());
    });
  };

  it('are one row of the outbox and one mark of the inbox, and heard each in its place', async () => {
    const scores = [payload(), payload(), payload()];
    await publish(...scores);
    await all(scores);
    const [row, ...more] = await rowsOf(scores);
    expect([row?.events, more]).toEqual([3, []]);
    const id = row?.event_id ?? '';
    await eventually(async () => {
      expect(await markOf(id)).toEqual([{ positions: null }]);
    });
    const heard = listening.heard.filter((event) => event.id === id);
    expect(heard.map(({ position, payload: { runId } }) => [position, runId])).toEqual(
      scores.map(({ runId }, position) => [position, runId]),
    );
  });

  it('are several rows where they are many, and none is lost or heard twice', async () => {
    const scores = Array.from({ length: 2500 }, payload);
    await publish(...scores);
    await all(scores);
    const rows = await rowsOf(scores);
    expect(rows.length).toBeGreaterThan(2);
    expect(Math.max(...rows.map(({ events }) => events))).toBeLessThanOrEqual(1000);
    expect(rows.reduce((total, { events }) => total + events, 0)).toBe(2500);
  });

  it('hold each other up neither when one cannot be borne, nor when all of them come once more', async () => {
    const set = told(7);
    const runs = runsOf(set);
    const [, , , poisoned = ''] = runs;
    const others = runs.filter((run) => run !== poisoned).sort();
    listening.poison = poisoned;
    await module.get(Queues).send(QUEUE, [set]);
    await eventually(async () => {
      expect(heardOf(runs)).toEqual(others);
      expect(await markOf(set.id)).toEqual([{ positions: '{[0,3),[4,7)}' }]);
    });
    // What comes again is the event that failed alone, with its place.
    const waiting = await module.get(Queues).queue(QUEUE);
    await eventually(async () => {
      const jobs = await waiting.getJobs(['delayed', 'active', 'wait']);
      expect(jobs.map(({ data }) => data as unknown)).toEqual([
        { events: [{ ...set, from: 3, payload: [[set.payload].flat()[3]] }] },
      ]);
    });
    await expect(inbox.deliverApart(listening, [set])).resolves.toHaveLength(1);
    expect(heardOf(runs)).toEqual(others);
    listening.poison = '';
    await eventually(() => {
      expect(heardOf(runs)).toEqual([...runs].sort());
    });
    await expect(inbox.deliver(listening, [set, set])).resolves.toBe(0);
    expect(await markOf(set.id)).toEqual([{ positions: null }]);
  });

  it('are heard but for those that were before, and marked as a whole', async () => {
    const set = told(5);
    const parts = [set.payload].flat();
    const part = { ...set, from: 1, payload: parts.slice(1, 3) };
    await expect(inbox.deliver(listening, [part])).resolves.toBe(2);
    await expect(inbox.deliver(listening, [part])).resolves.toBe(0);
    await expect(inbox.deliver(listening, [set])).resolves.toBe(3);
    await expect(inbox.deliver(listening, [part])).resolves.toBe(0);
    expect(heardOf(runsOf(set))).toEqual(runsOf(set).sort());
  });

  it('are marked seen neither as a whole nor in part when their effect fails', async () => {
    const set = told(4);
    const part = { ...set, from: 2, payload: [set.payload].flat().slice(2) };
    await inbox.deliver(listening, [part]);
    listening.failures = 1;
    await expect(inbox.deliver(listening, [set])).rejects.toThrow('not today');
    expect(await markOf(set.id)).toEqual([{ positions: '{[2,4)}' }]);
    await expect(inbox.deliver(listening, [set])).resolves.toBe(2);
  });

  it('have one effect when wholes and parts of them come at the same moment', async () => {
    const sets = [told(6), told(6), told(6)];
    const part = (set: (typeof sets)[number], from: number, to: number) => ({
      ...set,
      from,
      payload: [set.payload].flat().slice(from, to),
    });
    const deliveries = sets.flatMap((set) => [
      [set, ...sets],
      [part(set, 0, 4)],
      [part(set, 2, 6)],
      [part(set, 5, 6), part(set, 0, 1)],
    ]);
    const fresh = await Promise.all(deliveries.map((wire) => inbox.deliver(listening, wire)));
    expect(fresh.reduce((total, one) => total + one, 0)).toBe(18);
    const runs = sets.flatMap(runsOf);
    expect(heardOf(runs)).toEqual([...runs].sort());
  });

  it('are sent by one of two copies that relay, and once', async () => {
    const beside = await boot(database);
    try {
      const both = [listening, beside.get(Listening)];
      const scores = Array.from({ length: 120 }, payload);
      await Promise.all(
        Array.from({ length: 12 }, (_, lane) =>
          inTransaction((lane % 2 === 0 ? module : beside).get(DataSource), (tx) =>
            (lane % 2 === 0 ? module : beside)
              .get(Outbox)
              .publish(
                tx,
                'assessment.scores.published',
                ...scores.slice(lane * 10, lane * 10 + 10),
              ),
          ),
        ),
      );
      await all(scores, both);
      await eventually(async () => {
        expect((await rowsOf(scores)).map(({ sent }) => sent)).toEqual(Array(12).fill(true));
      });
    } finally {
      await beside.close();
    }
  });
});
