import sharp from 'sharp';
import { services, type ServiceName } from '#libs/contracts';
import { newTraceId } from '#libs/observability';
import { eventually, scannedFrom } from '#libs/testing';
import { fictionalCitizenNumber } from '../tools/demo/citizen-number.js';
import { freePort } from './setup/free-port.js';
import { keptInRedis, keptInTables, RedisListener } from './setup/kept.js';
import { LogLines } from './setup/log-lines.js';
import { Planted } from './setup/planted.js';
import { SpanCollector } from './setup/span-collector.js';
import { startTestSuite, type TestSuite } from './setup/suite.js';
import { accountPassword, buildWorld, type World } from './setup/world.js';

type Service = ServiceName | 'gateway';

const everyService: readonly Service[] = ['gateway', ...services];

const citizen = fictionalCitizenNumber('1988-09-26', 'male', 371);
/** Of somebody whose row PostgreSQL refuses. */
const refusedCitizen = fictionalCitizenNumber('1988-09-26', 'male', 372);
/** With a check character that is not its own. */
const mistyped = `${citizen.slice(0, -1)}${citizen.endsWith('0') ? '1' : '0'}`;
const phone = '19900735162';
const address = '杨柏峪村南巷77号院3单元402室';
/** How an organization outside is reached: perhaps a person's number and address. */
const contact = '台怀镇杨柏峪村77号 19900735162';

/** What must lie open nowhere. */
const planted = new Planted({ citizen, refusedCitizen, mistyped, phone, address, contact });
/**
 * Of an exemption why and by which document, of a sanction (留党察看) the document. They are shown to those who manage members,
 * and leave their service never.
 */
const exempted = { reason: 'unable_to_care_for_self', decision: '台怀卫生院诊断771号' };
const sanction = '台怀纪委决定883号';
const reasons = new Planted({ ...exempted, sanction });
/** What is no secret, to show that whoever looks like this would find it. */
const harmless = new Planted({ employee: 'PLANTED-4711', place: '别处街道党工委' });

const header =
  '工号,姓名,性别,民族,出生日期,公民身份号码,学历,手机号,所在组织编码,党员类别,入党日期,转正日期,状态,住址';
const row = (own: Readonly<Record<string, string>> = {}): string => {
  const cells = {
    employee: 'PLANTED-4711',
    name: '申屠无双',
    bornOn: '1988-09-26',
    citizen,
    phone,
    code: 'W-A1',
    ...own,
  };
  const { employee, name, bornOn, code } = cells;
  return `${employee},${name},男,汉族,${bornOn},${cells.citizen},大学本科,${cells.phone},${code},正式党员,2010-07-01,2011-07-01,在册,${address}`;
};

interface Answer {
  readonly asked: string;
  readonly status: number;
  readonly text: string;
  readonly bytes: Buffer;
}

interface Asked {
  readonly token?: string;
  readonly body?: unknown;
  readonly traceId?: string;
  readonly key?: string;
  /** In place of a GET, or of a POST where there is a body. */
  readonly method?: string;
  readonly tag?: string;
}

describe('a citizen number, a phone and an address that are planted', () => {
  const logs = new LogLines();
  const ports: Partial<Record<Service, number>> = {};
  const answers: Answer[] = [];
  let collector: SpanCollector;
  let listener: RedisListener;
  let suite: TestSuite;
  let world: World;
  let admin: string;
  let personId: string;
  /** Of the one whose numbers they are. */
  let self: string;
  /** Where a program would have to look to find what failed. */
  const failedTrace = newTraceId();

  /** Text goes as it is: not all of it is JSON. */
  async function ask(path: string, asked: Asked = {}): Promise<Answer> {
    const { token, body, traceId, key = newTraceId(), tag } = asked;
    const isForm = body instanceof FormData;
    const sent = isForm || typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${suite.url}${path}`, {
      method: asked.method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        'accept-language': 'en',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(traceId !== undefined && { traceparent: `00-${traceId}-00f067aa0ba902b7-01` }),
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
        'idempotency-key': key,
        ...(tag !== undefined && { 'if-match': tag }),
      },
      ...(body !== undefined && { body: sent }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const told = { asked: path, status: answer.status, text: bytes.toString(), bytes };
    answers.push(told);
    return told;
  }

  async function done<T>(path: string, status: number, asked: Asked = {}): Promise<T> {
    const answer = await ask(path, asked);
    if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return (answer.text === '' ? undefined : JSON.parse(answer.text)) as T;
  }

  /** Imports a roster, watches it until it has ended, and reads what is told of it. */
  async function imported(
    lines: readonly string[],
    options: { dryRun: boolean; name?: string; traceId?: string },
  ): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([[header, ...lines].join('\n')]), options.name ?? 'roster.csv');
    const { id, operationId } = await done<{ id: string; operationId: string }>(
      `/v1/roster-imports?dryRun=${options.dryRun}`,
      202,
      { token: admin, body: form, ...(options.traceId && { traceId: options.traceId }) },
    );
    const status = await eventually(async () => {
      const told = await done<{ status: string }>(`/v1/operations/${operationId}`, 200, {
        token: admin,
      });
      expect(['succeeded', 'failed']).toContain(told.status);
      return told.status;
    }, 30_000);
    await ask(`/v1/operations/${operationId}/events`, { token: admin });
    await ask(`/v1/roster-imports/${id}`, { token: admin });
    return status;
  }

  const logIn = (username: string, password: string): Promise<Answer> =>
    ask('/v1/auth/login', { body: { username, password } });

  /** As long as it works, a table refuses whatever is written. */
  async function whileRefusing(table: string, work: () => Promise<void>): Promise<void> {
    const members = await suite.database.admin('members');
    await members.query(`alter table ${table} add constraint refused check (false) not valid`);
    await work();
    await members.query(`alter table ${table} drop constraint refused`);
  }

  async function metrics(service: Service): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${ports[service]}/metrics`);
    expect(answer.status).toBe(200);
    return answer.text();
  }

  beforeAll(async () => {
    collector = await SpanCollector.start();
    listener = await RedisListener.start();
    for (const service of everyService) ports[service] = await freePort();
    suite = await startTestSuite({
      logs,
      environment: (service) => ({
        LOG_LEVEL: 'debug',
        METRICS_PORT: String(ports[service]),
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      }),
    });
    world = await buildWorld(suite);
    admin = world.admin.accessToken;
  }, 120_000);

  afterAll(async () => {
    await suite.stop();
    await collector.stop();
    listener.stop();
  });

  it.each([
    ['as it is', `x${phone}x`],
    ['in part', phone.slice(-8)],
    ['as JSON in base64', Buffer.from(JSON.stringify({ aa: phone })).toString('base64')],
    ['a byte further', Buffer.from(JSON.stringify({ aaa: phone })).toString('base64url')],
    ['two bytes further', Buffer.from(JSON.stringify({ aaaa: phone })).toString('base64')],
    ['in hex', Buffer.from(`x${phone}`).toString('hex').toUpperCase()],
    ['in UTF-16', Buffer.from(phone, 'utf16le')],
    ['encoded for an address', `q=${[...phone].map((digit) => `%3${digit}`).join('')}`],
  ])('would be found %s', (_, written) => {
    expect(planted.in(written)).toEqual(['phone']);
    expect(planted.in(Buffer.from(written).subarray(0, 7))).toEqual([]);
  });

  it('come with a roster, first as a dry run, with faulty rows, and once more', async () => {
    expect(await imported([row()], { dryRun: true })).toBe('succeeded');
    const faulty = [
      row(),
      row({ employee: 'PLANTED-4712' }),
      row({ employee: 'PLANTED-4713', name: citizen, phone: `${phone}0` }),
      row({ employee: 'PLANTED-4714', citizen: mistyped, bornOn: phone }),
      row({ employee: 'PLANTED-4715', citizen: phone, phone: citizen, code: phone }),
    ];
    for (const dryRun of [true, false])
      expect(await imported(faulty, { dryRun, name: `${citizen}.csv` })).toBe(
        dryRun ? 'succeeded' : 'failed',
      );
    expect(await imported([row()], { dryRun: false })).toBe('succeeded');
    const { data } = await done<{ data: { personId: string; employeeNumber: string | null }[] }>(
      `/v1/members?limit=200&q=${encodeURIComponent('申屠')}`,
      200,
      { token: admin },
    );
    expect(data).toEqual([expect.objectContaining({ employeeNumber: 'PLANTED-4711' })]);
    personId = data[0]?.personId ?? '';
    // A second time they are known by their blind index, and refused.
    expect(await imported([row()], { dryRun: false })).toBe('failed');
  });

  it('are logged in with, and go into no password', async () => {
    const account = { personId, username: 'planted', password: accountPassword };
    const refused = { ...account, password: `${phone}-and-more` };
    expect((await ask('/v1/accounts', { token: admin, body: refused })).status).toBe(422);
    const key = newTraceId();
    for (let turn = 0; turn < 2; turn += 1)
      await done('/v1/accounts', 201, { token: admin, body: account, key });
    for (const [name, password] of [
      [phone, 'a-wrong-password'],
      [`+86 ${phone}`, phone],
      [citizen, phone],
    ] as const)
      expect((await logIn(name, password)).status).toBe(401);
    const login = await logIn(phone, accountPassword);
    expect(login.status).toBe(200);
    self = (JSON.parse(login.text) as { accessToken: string }).accessToken;
    const change = { current: accountPassword, new: `${phone}${citizen}` };
    expect((await ask('/v1/me/password', { token: self, body: change })).status).toBe(422);
  });

  it('are shown to nobody but masked, until their owner agrees', async () => {
    const { own, sibling, officer } = world;
    for (const token of [admin, own.secretary.accessToken, officer.accessToken])
      expect(await done(`/v1/members/${personId}`, 200, { token })).toMatchObject({
        phone: '199****5162',
      });
    await done('/v1/me', 200, { token: self });
    await done('/v1/me/looks', 200, { token: self });
    const { code } = await done<{ code: string }>('/v1/me/code', 200, { token: self });
    await ask('/v1/me/code.svg', { token: self });
    await ask(`/v1/members/${personId}/code.png`, { token: admin });
    const sheet = `/v1/organizations/${own.groupId}/code-sheet.pdf`;
    expect((await ask(sheet, { token: admin })).status).toBe(200);
    const scan = async (token?: string): Promise<Answer> =>
      ask('/v1/scans', { body: { code }, ...(token !== undefined && { token }) });
    const tokens = [undefined, sibling.member, own.secretary, own.member, officer].map(
      (api) => api?.accessToken,
    );
    for (const token of [...tokens, self]) expect((await scan(token)).status).toBe(200);
    await ask(`/q/${code}`);
    expect(shown()).toEqual([]);
    await done('/v1/me/consents', 204, { token: self, body: { fields: ['phone'] } });
    expect(planted.in((await scan(own.member.accessToken)).text)).toEqual(['phone']);
    await done('/v1/me/consents', 204, { token: self, body: { fields: [] } });
    expect(planted.in((await scan(own.member.accessToken)).text)).toEqual([]);
  });

  it('come in a photo, and are in it no more', async () => {
    const told = { IFD0: { Artist: phone, Copyright: citizen } };
    const file = await sharp({ create: { width: 30, height: 40, channels: 3, background: '#fff' } })
      .jpeg()
      .withExif(told)
      .toBuffer();
    const whole = Buffer.concat([file, Buffer.from(address)]);
    expect(planted.in(whole)).toEqual(expect.arrayContaining(['citizen', 'phone', 'address']));
    const put = (bytes: Buffer, version: number): Promise<Answer> => {
      const form = new FormData();
      form.append('file', new Blob([Uint8Array.from(bytes)]), `${citizen}.jpg`);
      return ask('/v1/me/photo', { token: self, method: 'PUT', tag: `"${version}"`, body: form });
    };
    const { person } = await done<{ person: { version: number } }>('/v1/me', 200, { token: self });
    expect((await put(whole.subarray(0, 400), person.version)).status).toBe(422);
    expect((await put(Buffer.from(phone), person.version)).status).toBe(422);
    expect((await put(whole, person.version)).status).toBe(200);
    const shown = await ask(`/v1/members/${personId}/photo`, { token: admin });
    expect([shown.status, planted.in(shown.bytes)]).toEqual([200, []]);
  });

  it('leave with a transfer and its letter', async () => {
    const token = world.officer.accessToken;
    const body = {
      personId,
      toOutside: { name: '别处街道党工委', contact },
      requestedOn: '2026-11-01',
      reason: 'moved away',
    };
    const key = newTraceId();
    const { id } = await done<{ id: string }>('/v1/transfers', 201, { token, body, key });
    // What is answered again was kept, sealed.
    expect(await done('/v1/transfers', 201, { token, body, key })).toMatchObject({ id });
    await ask('/v1/transfers', { token, body: { ...body, reason: phone }, key });
    for (const step of ['approve-out', 'issue-letter'])
      await done(`/v1/transfers/${id}/${step}`, 200, { token, body: { doneOn: '2026-11-02' } });
    const letter = await ask(`/v1/transfers/${id}/letter.pdf`, { token });
    expect(letter.status).toBe(200);
    const code = scannedFrom(letter.bytes)?.split('/').at(-1) ?? '';
    await done('/v1/transfer-letters/verify', 200, { body: { code } });
    for (const reader of [token, world.own.secretary.accessToken])
      await done('/v1/transfers', 200, { token: reader });
    await done('/v1/me/transfers', 200, { token: self });
  });

  it('are not told with an exemption, of which activities alone learns whom it is of and when', async () => {
    const body = { ...exempted, exemptsFrom: 'attendance', startsOn: '2026-01-01' };
    const path = `/v1/members/${personId}/exemptions`;
    const key = newTraceId();
    const granted = await done<{ id: string }>(path, 201, { token: admin, body, key });
    expect(await done(path, 201, { token: admin, body, key })).toEqual(granted);
    const refused = { ...body, startsOn: '2026-02-01' };
    expect((await ask(path, { token: admin, body: refused })).status).toBe(409);
    const toldTo = async (service: 'activities' | 'assessment' | 'notifications') => {
      const client = await suite.database.admin(service);
      const { rows } = await client.query<{ entry: object }>(
        'select to_jsonb(told) as entry from directory_exemptions told',
      );
      return rows.map(({ entry }) => entry);
    };
    const [starts_on, ends_on] = ['2026-01-01', null];
    await eventually(async () => {
      expect(await toldTo('activities')).toEqual([
        { id: granted.id, person_id: personId, starts_on, ends_on },
      ]);
    });
    for (const service of ['assessment', 'notifications'] as const)
      expect(await toldTo(service)).toEqual([]);
  });

  it('are not told with a probation within the Party, of which nobody else learns anything', async () => {
    const term = { decidedOn: '2026-01-01', startsOn: '2026-01-01', endsOn: '2027-01-01' };
    const path = `/v1/members/${personId}/party-probations`;
    const body = { ...term, decision: sanction };
    await done(path, 201, { token: admin, body });
    expect((await ask(path, { token: admin, body })).status).toBe(409);
    await done('/v1/party-probations', 200, { token: admin });
    await done('/v1/me/party-probations', 200, { token: self });
  });

  it('are refused wherever they do not belong', async () => {
    const everything = { citizen, phone, address, contact, citizenNumber: citizen };
    for (const body of [
      everything,
      { [citizen]: phone, name: { [phone]: contact } },
      `{"phone":${phone},${citizen}`,
      `${citizen} ${phone}`,
      `{"phone":"${phone}`,
    ])
      for (const path of ['/v1/organizations', '/v1/auth/login', '/v1/scans', '/v1/activities'])
        expect((await ask(path, { token: admin, body })).status).toBe(400);
    // Of what is sent as a name, only a number is known by its look.
    for (const number of [citizen, phone])
      expect((await ask(`/v1/members?${number}=1`, { token: admin })).status).toBe(400);
    for (const text of [citizen, phone, encodeURIComponent(address)]) {
      await ask(`/v1/members?q=${text}`, { token: admin });
      for (const path of [
        `/v1/members?phone=${text}`,
        `/v1/members?cursor=${text}`,
        `/v1/members?organizationId=${text}`,
        `/v1/members/${text}`,
        `/v1/operations/members-${text}`,
        `/v1/nothing/${text}`,
        `/q/${text}`,
      ])
        expect((await ask(path, { token: admin })).status).toBeGreaterThanOrEqual(400);
      await ask('/v1/scans', { body: { code: text } });
      await ask('/v1/transfer-letters/verify', { body: { code: text } });
      await ask('/v1/me', { token: text });
      await ask('/v1/auth/token', { body: { grant_type: text, client_id: text } });
    }
  });

  it('were in what failed', async () => {
    await whileRefusing('people', async () => {
      const lines = [row({ employee: 'PLANTED-4716', citizen: refusedCitizen })];
      expect(await imported(lines, { dryRun: false, traceId: failedTrace })).toBe('failed');
    });
    await whileRefusing('login_attempts', async () => {
      expect((await logIn(phone, citizen)).status).toBe(500);
    });
    await whileRefusing('transfers', async () => {
      const body = {
        personId: world.own.people[2]?.id,
        toOutside: { name: 'X', contact },
        requestedOn: '2026-11-01',
        reason: phone,
      };
      const failed = await ask('/v1/transfers', { token: world.officer.accessToken, body });
      expect(failed.status).toBe(500);
    });
  });

  /** Answers in which something planted is read: the contact is shown to those who deal with a transfer. */
  const shown = (): string[] =>
    answers.flatMap(({ asked, status, text }) => {
      const found = planted.in(text);
      return found.length > 0 ? [`${asked} ${status} ${found.join()}`] : [];
    });

  it('are in no problem, and in no answer but those that are for who may', () => {
    expect(answers.filter(({ status }) => status >= 500)).toHaveLength(2);
    expect(answers.filter(({ status }) => status >= 400).length).toBeGreaterThan(50);
    // A transfer shows those who deal with it how the other side is reached; a page links to itself by what was typed.
    const places = new Set(shown().map((one) => one.split(' ').slice(0, 2).join(' ')));
    for (const place of places)
      expect(place).toMatch(/^\/v1\/(me\/)?transfers\S* 20\d$|^\/v1\/scans 200$|^\/q\/\S+ 404$/);
    expect([...places]).toContain('/v1/scans 200');
    expect([...places]).toContain('/v1/transfers 201');
  });

  it('lie open in no column of any table', async () => {
    const kept = await keptInTables(suite.database);
    const holding = (search: Planted<string>): string[] =>
      [
        ...new Set(kept.flatMap(({ where, bytes }) => (search.in(bytes).length > 0 ? where : []))),
      ].sort();
    expect(holding(planted)).toEqual([]);
    // They are there: sealed where they belong, beside what is no secret.
    expect(holding(harmless)).toEqual(['members.people', 'members.transfers']);
    expect(holding(reasons)).toEqual(['members.exemptions', 'members.party_probation_decisions']);
    const members = await suite.database.admin('members');
    const { rows } = await members.query(
      `select from people where id = $1 and phone_sealed is not null and citizen_number_sealed is not null`,
      [personId],
    );
    expect(rows).toHaveLength(1);
  });

  it('are in no queue, and in nothing that Redis was ever told', async () => {
    const { redis } = listener;
    await redis.set('planted', Buffer.from('xxPLANTED-4711').toString('base64'), 'EX', 60);
    const kept = await keptInRedis(redis);
    await redis.del('planted');
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.filter(({ bytes }) => planted.in(bytes).length > 0)).toEqual([]);
    expect(kept.filter(({ bytes }) => reasons.in(bytes).length > 0)).toEqual([]);
    expect(
      kept.flatMap(({ where, bytes }) => (harmless.in(bytes).length > 0 ? where : [])),
    ).toEqual(['planted']);
    const { text } = listener;
    expect([...planted.in(text), ...reasons.in(text)]).toEqual([]);
    expect(harmless.in(text)).toEqual(['employee']);
    expect(text).toContain('members.directory.changed');
  });

  it('are in no line of any log, no metric and no span', async () => {
    const page = (await Promise.all(everyService.map(metrics))).join('\n');
    await eventually(() => {
      expect(collector.of(failedTrace).map(({ service }) => service)).toContain('members');
    }, 30_000);
    for (const service of everyService) expect(logs.text).toContain(`"service":"${service}"`);
    expect(logs.of(failedTrace)).toContainEqual(
      expect.objectContaining({
        msg: 'job failed',
        err: expect.objectContaining({ code: '23514' }),
      }),
    );
    expect(page).toContain('route="/v1/scans"');
    const told = { logs: logs.text, metrics: page, spans: collector.text };
    for (const [where, text] of Object.entries(told))
      expect([where, ...planted.in(text), ...reasons.in(text)]).toEqual([where]);
  });
});
