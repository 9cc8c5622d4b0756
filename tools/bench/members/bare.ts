/** The floor: the same page by the same named statement, from bare Fastify and pg; no token, no scope, no checks. */
import { fastify } from 'fastify';
import { Pool } from 'pg';
import type { Page } from './page.js';

type Row = Record<string, unknown>;

const page = JSON.parse(process.env['PAGE'] ?? '') as Page;
const pool = new Pool({
  connectionString: process.env['DATABASE_URL'],
  max: Number(process.env['DATABASE_POOL_SIZE']),
  options: '-c search_path=members',
});
const app = fastify();
app.get('/page', async () => {
  const { rows } = await pool.query<Row>({ ...page.statement, values: [...page.values] });
  const data = rows
    .slice(0, -1)
    .map(({ membership_id: _, sort_key: __, ...member }: Row) => member);
  return { data, nextCursor: null };
});
app.server.keepAliveTimeout = 72_000;
process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) });
process.once('disconnect', () => process.exit(0));
