import type { DataSource, EntityManager } from 'typeorm';

/**
 * One connection of the pool for a while: what belongs to it, such as a temporary table, is there in all that is done in
 * the session, in its transactions and outside them.
 */
export async function inSession<T>(
  dataSource: DataSource,
  work: (session: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.connect();
    return await work(runner.manager);
  } finally {
    await runner.release();
  }
}
