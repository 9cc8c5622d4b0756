import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { TestingModule } from '@nestjs/testing';
import type { EventSet } from '#libs/contracts';
import type { Transaction } from '#libs/database';
import { Inbox, type Subscriber } from '#libs/messaging';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { boot, type ScoresEvent, told } from './messaging.harness.js';

const LANES = 3;

/** Writes a row for each event, and only then fails: as often as told, and always while it hears of what it cannot bear. */
class Effecting implements Subscriber<'notifications.tell-published-scores'> {
  readonly name = 'notifications.tell-published-scores';
  poison = new Set<string>();

  constructor(private readonly failures: boolean[]) {}

  async handle(events: readonly ScoresEvent[], tx: Transaction): Promise<void> {
    await tx.query('insert into effects select * from unnest($1::uuid[], $2::integer[])', [
      events.map(({ id }) => id),
      events.map(({ position }) => position),
    ]);
    if (this.failures.shift() ?? false) throw new Error('not today');
    if (events.some(({ payload }) => this.poison.has(payload.runId))) throw new Error('poison');
  }
}

/** A few sets; which of them come in which job, doubled and in any order; who fails when, and for good. */
const cases = fc
  .array(fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined }), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((sizes) =>
    fc.record({
      sizes: fc.constant(sizes),
      jobs: fc.array(fc.array(fc.nat({ max: sizes.length - 1 }), { minLength: 1, maxLength: 4 }), {
        maxLength: 5,
      }),
      failures: fc.array(fc.boolean(), { maxLength: 12 }),
      poison: fc.array(fc.nat({ max: 27 }), { maxLength: 3 }),
    }),
  );

describe('whatever comes twice, fails or is halved', () => {
  let database: TestDatabase;
  let module: TestingModule;
  beforeAll(async () => {
    database = await createTestDatabase();
    module = await boot(database);
    const admin = await database.admin('notifications');
    await admin.query(
      'create table effects (event_id uuid, position integer); grant insert on effects to wutai_notifications',
    );
  });
  afterAll(async () => {
    await module.close();
    await database.drop();
  });

  /** Several workers take jobs until each has been taken once; what failed in them is left for the next time. */
  const takeAll = async (
    subscriber: Subscriber,
    jobs: readonly unknown[][],
  ): Promise<unknown[][]> => {
    const left: unknown[][] = [];
    const waiting = [...jobs];
    const lane = async (): Promise<void> => {
      for (let job = waiting.shift(); job; job = waiting.shift()) {
        const failed = await module.get(Inbox).deliverApart(subscriber, job);
        if (failed.length > 0) left.push(failed.map(({ event }) => event));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return left;
  };
  const effects = async (sets: readonly EventSet[]): Promise<string[]> => {
    const admin = await database.admin('notifications');
    const { rows } = await admin.query<{ event: string }>(
      `select event_id || ' ' || position as event from effects where event_id = any($1)`,
      [sets.map(({ id }) => id)],
    );
    return rows.map(({ event }) => event).sort();
  };

  it('each event has its effect, once, and waits for no other', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ sizes, jobs, failures, poison }) => {
        const sets = sizes.map((size) => told(size));
        const events = sets.flatMap((set) =>
          [set.payload]
            .flat()
            .map(({ runId }, position) => ({ name: `${set.id} ${position}`, runId })),
        );
        const bad = new Set(poison.map((place) => events[place % events.length]?.runId ?? ''));
        const subscriber = new Effecting([...failures]);
        subscriber.poison = bad;
        let left: unknown[][] = [
          ...jobs.map((job) => job.map((place) => sets[place])),
          ...sets.map((set) => [set]),
        ];
        for (let round = 0; round < failures.length + 2; round += 1)
          left = await takeAll(subscriber, left);
        const names = (of: typeof events) => of.map(({ name }) => name).sort();
        expect(await effects(sets)).toEqual(names(events.filter(({ runId }) => !bad.has(runId))));
        subscriber.poison = new Set();
        await takeAll(subscriber, [...left, ...sets.map((set) => [set])]);
        expect(await effects(sets)).toEqual(names(events));
      }),
      { numRuns: 40 },
    );
  });

  it('is seen: an effect without a mark would be there twice', async () => {
    const set = { ...told(3), id: randomUUID() };
    const subscriber = new Effecting([]);
    await takeAll(subscriber, [[set]]);
    await (
      await database.admin('notifications')
    ).query('delete from inbox where event_id = $1', [set.id]);
    await takeAll(subscriber, [[set]]);
    expect(await effects([set])).toHaveLength(6);
  });
});
