import type { TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { inTransaction, query } from '#libs/database';
import { Inbox, Outbox, RedisConnections, Retention, SubscriberMismatch } from '#libs/messaging';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import {
  boot,
  Deaf,
  DeafToReminders,
  Listening,
  payload,
  type Scores,
  told as envelope,
} from './messaging.harness.js';

describe('events', () => {
  let database: TestDatabase;
  let module: TestingModule;
  let listening: Listening;
  let outbox: Outbox;
  let inbox: Inbox;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    module = await boot(database);
    [listening, outbox, inbox] = [module.get(Listening), module.get(Outbox), module.get(Inbox)];
    dataSource = module.get(DataSource);
  });

  afterAll(async () => {
    await module.close();
    await database.drop();
  });

  /** As an emptied Redis: the number of the last batch is gone. */
  const emptyRedis = async (): Promise<void> => {
    const redis = await module.get(RedisConnections).ready();
    await redis.del(`${module.get(RedisConnections).prefix}:relay:notifications`);
  };
  const batchOf = async (runId: string): Promise<number> => {
    const [row] = await query<{ batch: string | null }>(
      dataSource,
      `select batch from outbox where payload->>'runId' = $1`,
      [runId],
    );
    return Number(row?.batch ?? 0);
  };
  const publish = async (...told: Scores[]): Promise<void> => {
    await inTransaction(dataSource, (tx) =>
      outbox.publish(tx, 'assessment.scores.published', ...told),
    );
  };
  const sent = async (runId: string, after = 0): Promise<number> =>
    eventually(async () => {
      const batch = await batchOf(runId);
      expect(batch).toBeGreaterThan(after);
      return batch;
    });

  it('go through outbox, relay and queue to the subscriber, and are marked sent', async () => {
    const told = payload();
    await publish(told);
    await eventually(async () => {
      expect(listening.runs).toContain(told.runId);
      const unsent = await query(dataSource, 'select id from outbox where sent_at is null');
      expect(unsent).toEqual([]);
    });
  });

  it('of a transaction that fails are never told', async () => {
    const untrue = payload();
    const failing = inTransaction(dataSource, async (tx) => {
      await outbox.publish(tx, 'assessment.scores.published', untrue);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const rows = await query(dataSource, `select id from outbox where payload->>'runId' = $1`, [
      untrue.runId,
    ]);
    expect(rows).toEqual([]);
  });

  it('have one effect, however often they are delivered', async () => {
    const event = envelope();
    const deliveries = await Promise.all(
      [1, 2, 3, 4].map(() => inbox.deliver(listening, [event, event])),
    );
    expect(deliveries.sort()).toEqual([0, 0, 0, 1]);
    expect(listening.heard.filter(({ id }) => id === event.id)).toHaveLength(1);
  });

  it('are not marked seen when their effect fails, and come again', async () => {
    const event = envelope();
    listening.failures = 1;
    await expect(inbox.deliver(listening, [event])).rejects.toThrow('not today');
    await expect(inbox.deliver(listening, [event])).resolves.toBe(1);
  });

  it('that failed on the queue are tried again', async () => {
    const told = payload();
    listening.failures = 2;
    await publish(told);
    await eventually(() => {
      expect(listening.runs).toContain(told.runId);
      return Promise.resolve();
    });
  });

  it('that cannot be borne hold up none of their neighbours, and are tried for ever', async () => {
    const told = [payload(), payload(), payload()];
    const [, poisoned] = told;
    listening.poison = poisoned?.runId ?? '';
    await publish(...told);
    await eventually(() => {
      expect(listening.runs).toEqual(expect.arrayContaining([told[0]?.runId, told[2]?.runId]));
    });
    expect(listening.runs).not.toContain(listening.poison);
    const cured = listening.poison;
    listening.poison = '';
    await eventually(() => {
      expect(listening.runs).toContain(cured);
    });
    expect(listening.runs.filter((run) => told.some(({ runId }) => runId === run))).toHaveLength(3);
  });

  it('that Redis was sent and has lost are sent again, and heard once', async () => {
    const told = payload();
    await publish(told);
    const before = await sent(told.runId);
    await emptyRedis();
    await sent(told.runId, before);
    const again = listening.heard.filter((event) => event.payload.runId === told.runId);
    expect(again).toHaveLength(1);
  });

  it('that Redis has lost are sent again, though new ones were sent before anybody looked', async () => {
    const [lost, fresh] = [payload(), payload()];
    await publish(lost);
    const before = await sent(lost.runId);
    await emptyRedis();
    await publish(fresh);
    await sent(fresh.runId, before);
    await sent(lost.runId, before);
  });

  it('that Redis has lost are sent again, though what was sent first was rolled back', async () => {
    const [lost, fresh] = [payload(), payload()];
    await publish(lost);
    const before = await sent(lost.runId);
    const admin = await database.admin('notifications');
    await admin.query(`
      create function refuse() returns trigger language plpgsql as $$
      begin raise exception 'not now'; end $$;
      create trigger refuse before update on outbox for each row when (new.sent_at is not null)
      execute function refuse()`);
    await emptyRedis();
    await publish(fresh);
    const redis = await module.get(RedisConnections).ready();
    await eventually(async () => {
      const number = await redis.get(`${module.get(RedisConnections).prefix}:relay:notifications`);
      expect(Number(number)).toBeGreaterThan(before);
    });
    await admin.query('drop trigger refuse on outbox; drop function refuse()');
    await sent(lost.runId, before);
    await sent(fresh.runId, before);
  });

  it('of a type that only a newer version knows wait for a copy that does', async () => {
    await query(
      dataSource,
      `insert into outbox (type, payload) values ('newer.thing.happened', '{}')`,
    );
    const known = payload();
    await publish(known);
    await sent(known.runId);
    const waiting = await query(dataSource, `select type from outbox where sent_at is null`);
    expect(waiting).toEqual([{ type: 'newer.thing.happened' }]);
    await query(dataSource, `delete from outbox where type = 'newer.thing.happened'`);
  });

  it('long sent and long seen are forgotten, what was not sent is not', async () => {
    await query(
      dataSource,
      `insert into outbox (type, payload, sent_at, batch) select 'old', '{}', now() - interval '4 days', 1
       from generate_series(1, 3)`,
    );
    await query(
      dataSource,
      `insert into inbox (subscriber, event_id, seen_at) values
       ('old', gen_random_uuid(), now() - interval '31 days'), ('old', gen_random_uuid(), now() - interval '29 days')`,
    );
    await module.get(Retention).purge();
    const [left] = await query<{ sent: string; seen: string }>(
      dataSource,
      `select (select count(*) from outbox where type = 'old') as sent,
         (select count(*) from inbox where subscriber = 'old') as seen`,
    );
    expect(left).toEqual({ sent: '0', seen: '1' });
  });

  it('that the contract does not know are refused where they are written', async () => {
    const wrong = { ...payload(), month: '2026-13' };
    const writing = inTransaction(dataSource, (tx) =>
      outbox.publish(tx, 'assessment.scores.published', wrong),
    );
    await expect(writing).rejects.toThrow();
  });

  it('without a subscriber, or with two, keep the service from booting', async () => {
    await expect(boot(database, [Listening, DeafToReminders])).rejects.toThrow(SubscriberMismatch);
    const twice = [Listening, DeafToReminders, Deaf, Deaf];
    await expect(boot(database, twice)).rejects.toThrow(SubscriberMismatch);
  });
});
