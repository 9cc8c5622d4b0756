import { Client } from 'pg';

type Query = (first: unknown, ...rest: unknown[]) => unknown;

/** The statements that `work` makes the service send to PostgreSQL and that match the pattern. */
export async function statementsOf(pattern: RegExp, work: () => Promise<void>): Promise<string[]> {
  const texts: string[] = [];
  const client = Client.prototype as unknown as { query: Query };
  const { query } = client;
  client.query = function (this: Client, first, ...rest) {
    const text = typeof first === 'string' ? first : (first as { text?: string }).text;
    if (text !== undefined && pattern.test(text)) texts.push(text);
    return query.call(this, first, ...rest);
  };
  try {
    await work();
  } finally {
    client.query = query;
  }
  return texts;
}
