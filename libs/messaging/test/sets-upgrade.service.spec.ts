import { randomUUID } from 'node:crypto';
import type { TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { query } from '#libs/database';
import { Inbox, messagingSets, Queues } from '#libs/messaging';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import { boot, Listening, payload, told } from './messaging.harness.js';

const QUEUE = 'notifications.tell-published-scores';

/** What the version before has written, and what its copies go on to write for a moment. */
describe('events of before there were sets', () => {
  let database: TestDatabase;
  let module: TestingModule;
  const [waiting, seen, late] = [payload(), told(), payload()];
  const insert = `insert into outbox (type, payload) values ('assessment.scores.published', $1)`;

  beforeAll(async () => {
    database = await createTestDatabase();
    const admin = await database.admin('notifications');
    await admin.query(
      'alter table outbox drop column events; alter table inbox drop column positions',
    );
    await admin.query(insert, [JSON.stringify(waiting)]);
    await admin.query('insert into inbox (subscriber, event_id) values ($1, $2)', [QUEUE, seen.id]);
    await admin.query(`begin; ${messagingSets}; commit`);
    module = await boot(database);
  });
  afterAll(async () => {
    await module.close();
    await database.drop();
  });

  it('are sent and heard though nobody had sent them, and those of an old copy as well', async () => {
    await query(module.get(DataSource), insert, [JSON.stringify(late)]);
    await eventually(() => {
      expect(module.get(Listening).runs.sort()).toEqual([waiting.runId, late.runId].sort());
    });
  });

  it('are heard off a queue as an old copy has put them there, once', async () => {
    const events = [told(), told()];
    const runs = events.flatMap((event) => [event.payload].flat().map(({ runId }) => runId)).sort();
    const queue = await module.get(Queues).queue(QUEUE);
    for (const time of ['first', 'second']) await queue.add(time, { events });
    await eventually(async () => {
      expect(await queue.getJobCountByTypes('wait', 'active', 'delayed')).toBe(0);
      const heard = module.get(Listening).runs.filter((run) => runs.includes(run));
      expect(heard.sort()).toEqual(runs);
    });
  });

  it('are not heard again where they were seen', async () => {
    await expect(module.get(Inbox).deliver(module.get(Listening), [seen])).resolves.toBe(0);
  });

  it('are marked by an old copy as a whole', async () => {
    const event = told();
    const fresh = { ...told(), id: randomUUID() };
    await query(
      module.get(DataSource),
      'insert into inbox (subscriber, event_id) values ($1, $2)',
      [QUEUE, event.id],
    );
    await expect(module.get(Inbox).deliver(module.get(Listening), [event, fresh])).resolves.toBe(1);
  });
});
