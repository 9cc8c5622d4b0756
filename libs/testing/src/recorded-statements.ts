import { Client } from 'pg';

type Query = (first: unknown, ...rest: unknown[]) => unknown;

/** The statements matching the pattern, by name or text, that this process sends to PostgreSQL while `work` goes on. */
export async function statementsOf(
  pattern: RegExp,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const sent: string[] = [];
  const client = Client.prototype as unknown as { query: Query };
  const { query } = client;
  client.query = function (this: Client, first, ...rest) {
    const { name = '', text = '' } =
      typeof first === 'string' ? { text: first } : (first as { name?: string; text?: string });
    const statement = `${name} ${text}`.trim();
    if (pattern.test(statement)) sent.push(statement);
    return query.call(this, first, ...rest);
  };
  try {
    await work();
  } finally {
    client.query = query;
  }
  return sent;
}
