import { DataSource } from 'typeorm';
import {
  afterCommit,
  databaseFault,
  dataSourceOptions,
  inTransaction,
  query,
  type Transaction,
} from '#libs/database';
import { createTestDatabase, type TestDatabase } from '#libs/testing';

const reasonOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => databaseFault(error),
  );

/** Resolves for all once so many have come. */
function meeting(of: number): () => Promise<void> {
  let come = 0;
  let open: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    come += 1;
    if (come >= of) open();
    return all;
  };
}

describe('a transaction', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    const admin = await database.admin('notifications');
    await admin.query(
      `create table counters (id int primary key, value int not null); insert into counters values (1, 0), (2, 0)`,
    );
    dataSource = new DataSource(
      dataSourceOptions(
        { service: 'notifications', entities: [], migrations: [] },
        { url: database.serviceUrl('notifications'), poolSize: 3 },
      ),
    );
    await dataSource.initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const add = (tx: Transaction, id: number): Promise<unknown> =>
    query(tx, 'update counters set value = value + 1 where id = $1', [id]);
  const values = async (): Promise<number[]> =>
    (await query<{ value: number }>(dataSource, 'select value from counters order by id')).map(
      ({ value }) => value,
    );

  it('that runs into a deadlock is repeated as a whole; its hooks run once, after the commit', async () => {
    const both = meeting(2);
    let attempts = 0;
    const committed: string[] = [];
    const crossing = (first: number, second: number): Promise<void> =>
      inTransaction(dataSource, async (tx) => {
        attempts += 1;
        afterCommit(tx, () => committed.push(`${first}-${second}`));
        await add(tx, first);
        await both();
        await add(tx, second);
      });
    await Promise.all([crossing(1, 2), crossing(2, 1)]);
    expect(attempts).toBeGreaterThan(2);
    expect(committed.sort()).toEqual(['1-2', '2-1']);
    expect(await values()).toEqual([2, 2]);
  });

  it('that cannot be serialized is repeated as a whole', async () => {
    const both = meeting(2);
    const reading = (): Promise<void> =>
      inTransaction(dataSource, async (tx) => {
        await tx.query('set transaction isolation level serializable');
        const [row] = await query<{ value: number }>(tx, 'select value from counters where id = 1');
        await both();
        await query(tx, 'update counters set value = $1 where id = 1', [(row?.value ?? 0) + 1]);
      });
    const [before = 0] = await values();
    await Promise.all([reading(), reading()]);
    expect((await values())[0]).toBe(before + 2);
  });

  it('whose hook fails is committed all the same', async () => {
    const [before = 0] = await values();
    let second = false;
    await inTransaction(dataSource, async (tx) => {
      await add(tx, 1);
      afterCommit(tx, () => {
        throw new Error('a hook that fails');
      });
      afterCommit(tx, () => {
        second = true;
      });
    });
    expect((await values())[0]).toBe(before + 1);
    expect(second).toBe(true);
  });

  it('that is too slow, or waits for a lock in vain, says so and is not repeated', async () => {
    let attempts = 0;
    const slow = inTransaction(dataSource, async (tx) => {
      attempts += 1;
      await tx.query(`set local statement_timeout = '50ms'`);
      await tx.query('select pg_sleep(5)');
    });
    expect(await reasonOf(slow)).toBe('slow');
    expect(attempts).toBe(1);
    await inTransaction(dataSource, async (holding) => {
      await add(holding, 1);
      const waiting = inTransaction(dataSource, async (tx) => {
        await tx.query(`set local lock_timeout = '50ms'`);
        await add(tx, 1);
      });
      expect(await reasonOf(waiting)).toBe('busy');
    });
  });

  it('whose connection is cut is away, undone, and leaves a pool that works', async () => {
    const before = await values();
    const admin = await database.admin('notifications');
    const cut = inTransaction(dataSource, async (tx) => {
      await add(tx, 1);
      const [{ pid } = { pid: 0 }] = await query<{ pid: number }>(
        tx,
        'select pg_backend_pid() as pid',
      );
      await admin.query('select pg_terminate_backend($1)', [pid]);
      await add(tx, 2);
    });
    expect(await reasonOf(cut)).toBe('away');
    expect(await values()).toEqual(before);
  });

  it('for which the pool has no connection says so in time', async () => {
    const together = meeting(4);
    const holding = [1, 2, 3].map(() => inTransaction(dataSource, () => together()));
    expect(await reasonOf(inTransaction(dataSource, (tx) => tx.query('select 1')))).toBe('busy');
    void together();
    await Promise.all(holding);
  });
});
