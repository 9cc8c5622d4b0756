import { createLogger, NestLogger } from './logger.js';
import { runInTrace, traceOfBatch } from './trace.js';

const citizen = '11010119850304123X';
const phone = '13900001234';
const password = 'correct-horse-battery';
const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
const name = '王建国';

/** A log in hand. */
function listen(): {
  readonly log: NestLogger;
  readonly lines: () => Record<string, unknown>[];
  readonly text: () => string;
} {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  return {
    log: new NestLogger(createLogger('test', 'trace', destination)),
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    text: () => written.join(''),
  };
}

function expectNothingPersonal(text: string): void {
  for (const planted of [citizen, phone, password, jwt, name]) expect(text).not.toContain(planted);
}

/** As TypeORM throws it: the statement, its parameters and PostgreSQL's detail are all on it. */
const failedInsert = (): Error =>
  Object.assign(new Error('duplicate key value violates unique constraint "people_citizen"'), {
    name: 'QueryFailedError',
    query: `insert into people values ('${name}', '${citizen}')`,
    parameters: [name, citizen, phone],
    code: '23505',
    detail: `Key (citizen_index, name)=(${citizen}, ${name}) already exists.`,
    where: `unnamed portal parameter $1 = '${name}'`,
    table: 'people',
    constraint: 'people_citizen',
    driverError: { detail: citizen, parameters: [password] },
  });

describe('the log', () => {
  it('tells of an error what is needed to mend it, and nothing of a person', () => {
    const { log, lines, text } = listen();
    log.error({ err: new Error('could not save', { cause: failedInsert() }) }, 'failed', 'Problem');
    expectNothingPersonal(text());
    expect(lines()).toMatchObject([
      {
        msg: 'failed',
        context: 'Problem',
        err: {
          type: 'Error',
          message: 'could not save',
          stack: expect.stringContaining('logger.spec'),
          cause: {
            code: '23505',
            table: 'people',
            constraint: 'people_citizen',
            message: 'duplicate key value violates unique constraint "people_citizen"',
          },
        },
      },
    ]);
  });

  it('says no more of an error that is given bare, or as text, or deep within', () => {
    const { log, lines, text } = listen();
    const error = failedInsert();
    log.error(error, undefined, 'ExceptionsHandler');
    log.error(error.message, `${error.name}: ${citizen}\n    at somewhere (file.js:1:1)`, 'Nest');
    log.warn({ a: { b: [{ c: { d: error } }] } });
    log.error(new AggregateError([failedInsert(), new Error(`no ${phone}`)], 'all failed'));
    expectNothingPersonal(text());
    expect(lines()).toHaveLength(4);
    expect(lines()[1]).toMatchObject({ stack: '    at somewhere (file.js:1:1)' });
  });

  it('leaves out what PostgreSQL and the JSON parser quote of the input', () => {
    const { log, text } = listen();
    log.error(
      Object.assign(new Error(`invalid input syntax for type integer: "${password}"`), {
        code: '22P02',
      }),
    );
    try {
      JSON.parse(`${password}`);
    } catch (error) {
      log.error({ err: error }, 'failed', 'x');
    }
    expectNothingPersonal(text());
    expect(text()).toContain('invalid input syntax for type integer');
  });

  it('hides fields by their name, at any depth and in any spelling', () => {
    const { log, lines, text } = listen();
    log.log({
      request: {
        headers: { Authorization: password, 'set-cookie': password, 'x-phone': password },
        body: { anything: name },
        deep: [{ deeper: { current_password: password, citizenNumber: name, ok: 1 } }],
      },
      target: { name },
      value: name,
      empty: { password: null },
    });
    expectNothingPersonal(text());
    expect(lines()).toMatchObject([
      { request: { deep: [{ deeper: { ok: 1 } }] }, empty: { password: null } },
    ]);
  });

  it('catches by its look what stands in a text', () => {
    const { log, lines, text } = listen();
    log.warn(`no member ${citizen} with ${phone}`);
    log.warn(`refused Bearer ${jwt}`);
    log.warn(`GET /v1/x?phone=${phone}&password=${password}&access_token=${jwt}`);
    log.warn(`cannot reach postgres://wutai:${password}@db:5432/wutai`);
    log.warn({ rawHeaders: ['authorization', `Bearer ${jwt}`], form: `password=${password}` });
    log.warn(`{"password":"${password}","username":"a"}`);
    expectNothingPersonal(text());
    expect(lines()).toHaveLength(6);
  });

  it('leaves ids, times and numbers as they are', () => {
    const { log, lines } = listen();
    const fields = {
      id: '019a4c3e-7d1b-7c3e-8a55-139000012340',
      traceId: '13900001234567890123456789012345',
      at: 1763970000000,
      account: '13900001-1234-7c3e-8a55-0123456789ab',
      route: '/v1/members/:id',
      bytes: 13900001234,
    };
    log.log(fields);
    expect(lines()).toMatchObject([fields]);
  });

  it('bears what has no end and what is not data', () => {
    const { log, lines } = listen();
    const ring: Record<string, unknown> = { bytes: Buffer.from(password), call: () => password };
    ring['again'] = ring;
    log.log({ ring, map: new Map([[password, password]]) });
    expect(lines()).toHaveLength(1);
    expect(JSON.stringify(lines())).not.toContain(password);
  });

  it('names the trace, and of a batch all traces', () => {
    const { log, lines } = listen();
    const [one, two] = ['1'.repeat(32), '2'.repeat(32)];
    runInTrace(traceOfBatch([one, null, one]), () => {
      log.log('of one');
    });
    runInTrace(traceOfBatch([one, two]), () => {
      log.log('of two');
    });
    expect(lines()).toMatchObject([{ traceId: one }, { traceIds: [one, two] }]);
    expect(lines()[1]?.['traceId']).toMatch(/^[0-9a-f]{32}$/);
  });
});
