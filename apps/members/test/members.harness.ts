import { randomUUID } from 'node:crypto';
import request, { type Test } from 'supertest';
import type { Clock } from '#libs/calendar';
import type { BranchCategory, OrganizationType } from '#libs/contracts';
import { eventually, startTestService, type TestDatabase, type TestService } from '#libs/testing';
import { AppModule } from '../src/app.module.js';
import { readMembersConfig } from '../src/config.js';
import { type RosterLine, rosterCsv } from './roster-csv.js';

export const ADMIN_PASSWORD = 'admin-of-the-test';
const PASSWORD = 'password-of-the-test';

export function startMembers(
  environment: Readonly<Record<string, string>> = {},
  database?: TestDatabase,
  clock?: Clock,
): Promise<TestService> {
  return startTestService('members', {
    read: readMembersConfig,
    build: (config) => AppModule.with(config, clock),
    environment: { ADMIN_PASSWORD, ...environment },
    ...(database && { database }),
  });
}

/** A hundred thousand rows take a while on a busy machine. */
const IMPORT_LIMIT_MS = 45_000;

/** A roster import as it is answered. */
export interface ImportBody {
  readonly id: string;
  readonly operationId: string;
  readonly status: string;
  readonly progress: {
    readonly done: number;
    readonly total: number | null;
    readonly phase: string;
  };
  readonly report: Readonly<Record<string, unknown>> | null;
  readonly problem: {
    readonly code: string;
    readonly errors: readonly { readonly pointer: string; readonly code: string }[];
  } | null;
  readonly endedAt: string | null;
}

/** The service as one account sees it. */
export class Caller {
  constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  static async logIn(url: string, username: string, password = PASSWORD): Promise<Caller> {
    const { body } = await request(url)
      .post('/v1/auth/login')
      .send({ username, password })
      .expect(200);
    return new Caller(url, (body as { accessToken: string }).accessToken);
  }

  get(path: string): Test {
    return request(this.url).get(path).set('authorization', `Bearer ${this.token}`);
  }

  /** With a key of its own unless one is given, so that every command shows that it keeps what it answers. */
  post(path: string, body?: object, key: string = randomUUID()): Test {
    const test = request(this.url)
      .post(path)
      .set('idempotency-key', key)
      .set('authorization', `Bearer ${this.token}`);
    return body === undefined ? test : test.send(body);
  }

  patch(path: string, body: object, tag: string): Test {
    return request(this.url)
      .patch(path)
      .set('if-match', tag)
      .set('authorization', `Bearer ${this.token}`)
      .send(body);
  }

  /** A command on what has been read in a version. */
  postTo(path: string, body: object, tag: string): Test {
    return this.post(path, body).set('if-match', tag);
  }

  upload(query: string, content: string | Buffer, name = 'roster.csv'): Test {
    return this.post(`/v1/roster-imports?${query}`).attach('file', Buffer.from(content), name);
  }

  /** Sends a roster in and waits for what comes of it. */
  async imported(query: string, content: string | Buffer, name?: string): Promise<ImportBody> {
    const { body } = await this.upload(query, content, name).expect(202);
    return this.ended((body as ImportBody).id);
  }

  /** Waits until the import is over. */
  ended(id: string, language = 'zh'): Promise<ImportBody> {
    return eventually(async () => {
      const { body } = await this.get(`/v1/roster-imports/${id}`)
        .set('accept-language', language)
        .expect(200);
      const found = body as ImportBody;
      if (found.endedAt === null) throw new Error(`the import is ${found.status}`);
      return found;
    }, IMPORT_LIMIT_MS);
  }

  async founded(
    type: OrganizationType,
    code: string,
    parentId: string | null,
    category?: BranchCategory,
  ): Promise<string> {
    const body = {
      parentId,
      type,
      code,
      name: `组织${code}`,
      foundedOn: '2000-01-01',
      ...(category && { category }),
    };
    const answer = await this.post('/v1/organizations', body).expect(201);
    return (answer.body as { id: string }).id;
  }

  /** Every entry of a list, page by page. */
  async all<T>(path: string): Promise<T[]> {
    const found: T[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const separator = path.includes('?') ? '&' : '?';
      const at: string =
        cursor === '' ? path : `${path}${separator}cursor=${encodeURIComponent(cursor)}`;
      const { body } = (await this.get(at).expect(200)) as {
        body: { data: T[]; nextCursor: string | null };
      };
      found.push(...body.data);
      cursor = body.nextCursor;
    }
    return found;
  }
}

/** Imports members and answers their ids by employee number. */
export async function enrol(
  admin: Caller,
  lines: readonly RosterLine[],
): Promise<Map<string, string>> {
  const body = await admin.imported('dryRun=false', rosterCsv(lines));
  if (body.report?.['created'] !== lines.length) throw new Error(JSON.stringify(body));
  const members = await admin.all<{ personId: string; employeeNumber: string }>(
    '/v1/members?limit=200',
  );
  return new Map(members.map(({ employeeNumber, personId }) => [employeeNumber, personId]));
}

/** Gives the person an account and logs in with it. */
export async function openAccount(
  admin: Caller,
  personId: string,
  username: string,
): Promise<Caller> {
  await admin.post('/v1/accounts', { personId, username, password: PASSWORD }).expect(201);
  return Caller.logIn(admin.url, username);
}
