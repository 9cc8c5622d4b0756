import { randomUUID } from 'node:crypto';
import request, { type Test } from 'supertest';
import type { BranchCategory, OrganizationType } from '#libs/contracts';
import { eventually, startTestService, type TestDatabase, type TestService } from '#libs/testing';
import { AppModule } from '../src/app.module.js';
import { readMembersConfig } from '../src/config.js';
import { checkCharacter } from '../src/people/citizen-number.policy.js';

export const ADMIN_PASSWORD = 'admin-of-the-test';
const PASSWORD = 'password-of-the-test';

export function startMembers(
  environment: Readonly<Record<string, string>> = {},
  database?: TestDatabase,
): Promise<TestService> {
  return startTestService('members', {
    read: readMembersConfig,
    build: (config) => AppModule.with(config),
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

let persons = 0;

/** A citizen number that nobody in the test has yet. */
export function citizenNumber(): string {
  persons += 1;
  const digits = `110105${1950 + (persons % 40)}0${1 + (persons % 9)}1${persons % 10}${String(persons).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
}

export const HEADER = '工号,姓名,公民身份号码,手机号,所在组织编码,党员类别,入党日期,状态';

export interface RosterLine {
  readonly number: string;
  readonly name: string;
  readonly code: string;
  readonly citizenNumber?: string;
  readonly phone?: string;
  readonly kind?: string;
  readonly standing?: string;
}

export function rosterCsv(lines: readonly RosterLine[]): string {
  const rows = lines.map(
    ({
      number,
      name,
      code,
      citizenNumber: citizen,
      phone = '',
      kind = '正式党员',
      standing = '',
    }) =>
      [number, name, citizen ?? citizenNumber(), phone, code, kind, '2012-07-01', standing].join(
        ',',
      ),
  );
  return [HEADER, ...rows].join('\n');
}

export interface Mine {
  readonly admin: Caller;
  readonly committee: string;
  readonly branches: readonly [string, string];
  readonly groups: readonly [string, string];
}

/** A committee, two sibling branches ZB-1 and ZB-2 with a group XZ-1 and XZ-2 each. */
export async function foundMine(url: string): Promise<Mine> {
  const admin = await Caller.logIn(url, 'admin', ADMIN_PASSWORD);
  const committee = await admin.founded('committee', 'DW', null);
  const one = await admin.founded('branch', 'ZB-1', committee, 'production');
  const two = await admin.founded('branch', 'ZB-2', committee, 'retired');
  return {
    admin,
    committee,
    branches: [one, two],
    groups: [await admin.founded('group', 'XZ-1', one), await admin.founded('group', 'XZ-2', two)],
  };
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
