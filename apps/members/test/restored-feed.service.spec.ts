import type { Client } from 'pg';
import request from 'supertest';
import { internalBearer } from '#libs/auth';
import { developmentSecret } from '#libs/config';
import { type DirectoryPage, directoryPageSchema } from '#libs/contracts';
import { eventually, type TestService } from '#libs/testing';
import { restoredFeed } from '../src/directory-feed/restored-feed.js';
import { enrol, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

const NIL = '00000000-0000-0000-0000-000000000000';

let service: TestService;
let mine: SmallMine;
let database: Client;
beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  database = await service.database.admin('members');
});
afterAll(() => service.stop());

async function page(path: string, after: string): Promise<DirectoryPage> {
  const { body } = await request(service.url)
    .get(`/internal/v1/directory${path}`)
    .query({ after, limit: 1000 })
    .set('authorization', internalBearer(developmentSecret))
    .expect(200);
  return directoryPageSchema.parse(body);
}

/** As it is on a server that has counted less than the one that the backup is of. Answers that one's last position. */
async function restore(): Promise<string> {
  const { rows } = await database.query<{ future: string }>(
    `select (pg_current_xact_id()::text::bigint + 1000000000)::text as future`,
  );
  const future = rows[0]?.future ?? '';
  await database.query('update directory_feed set xid = $1::text::xid8', [future]);
  await database.query(
    `insert into sessions (account_id, expires_at, revoked_at, ended_xid)
     select id, now() + interval '1 day', now(), $1::text::xid8 from accounts limit 1`,
    [future],
  );
  return future;
}

describe('the feed of a database that was restored on another server', () => {
  it('tells everything again to who is ahead of it, and then goes on', async () => {
    const future = await restore();
    expect((await page('', '')).entries).toEqual([]);
    await database.query(restoredFeed);
    await enrol(mine.admin, [{ number: '7', name: '王芳', code: 'XZ-1' }]);
    await eventually(async () => {
      const { entries, cursor } = await page('', `${future}:person:${NIL}`);
      expect(entries).toContainEqual(expect.objectContaining({ kind: 'person', name: '王芳' }));
      expect(entries).toContainEqual(expect.objectContaining({ kind: 'organization' }));
      expect((await page('', cursor)).entries).toEqual([]);
    });
    await eventually(async () => {
      const { entries, cursor } = await page('/ended-sessions', `${future}:ended_session:${NIL}`);
      expect(entries).toHaveLength(1);
      expect((await page('/ended-sessions', cursor)).entries).toEqual([]);
    });
  });

  it('leaves as it is what this server itself has numbered', async () => {
    const positions = async (): Promise<unknown[]> => {
      const text = 'select kind, id, xid::text from directory_feed order by kind, id';
      const { rows } = await database.query<{ xid: string }>(text);
      return rows;
    };
    const before = await positions();
    await database.query(restoredFeed);
    expect(await positions()).toEqual(before);
  });
});
