import pg from 'pg';

/** The statements that all connections of this process sent while `work` went on, as JSON. */
export async function statementsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const query = Reflect.get(pg.Client.prototype, 'query') as (...args: unknown[]) => unknown;
  const listening = new Proxy(query, {
    apply: (target, client, args: unknown[]) => {
      sent.push(JSON.stringify(args[0]));
      return Reflect.apply(target, client, args);
    },
  });
  Reflect.set(pg.Client.prototype, 'query', listening);
  try {
    await work();
  } finally {
    Reflect.set(pg.Client.prototype, 'query', query);
  }
  return sent;
}
