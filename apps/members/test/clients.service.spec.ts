import { decodeJwt } from 'jose';
import request, { type Test } from 'supertest';
import { DataSource } from 'typeorm';
import { eventually, type TestService } from '#libs/testing';
import { Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

let service: TestService;
let mine: SmallMine;
let people: Map<string, string>;

beforeAll(async () => {
  service = await startMembers();
  mine = await smallMine(service.url);
  people = await enrol(mine.admin, [
    { number: '1', name: '张伟', code: 'XZ-1' },
    { number: '2', name: '李娜', code: 'XZ-2' },
  ]);
});
afterAll(() => service.stop());

const sql = (text: string, values: unknown[]): Promise<unknown> =>
  service.app.get(DataSource).query(text, values);

interface Made {
  readonly id: string;
  readonly secret: string;
}

let made = 0;
async function makeClient(
  scopes: readonly string[],
  organizationId: string = mine.branches[0],
  by: Caller = mine.admin,
): Promise<Made> {
  const { body } = await by
    .post('/v1/clients', {
      name: `program-${(made += 1)}`,
      scopes,
      roles: [{ role: 'committee_officer', organizationId }],
    })
    .expect(201);
  return body as Made;
}

const ask = (body: object): Test =>
  request(service.url)
    .post('/v1/auth/token')
    .send({ grant_type: 'client_credentials', ...body });
const askBy = ({ id, secret }: Made, scope?: string): Test =>
  ask({ client_id: id, client_secret: secret, ...(scope !== undefined && { scope }) });

async function tokenOf(client: Made, scope?: string): Promise<string> {
  const { body } = await askBy(client, scope).expect(200);
  return (body as { access_token: string }).access_token;
}
const callerOf = async (client: Made, scope?: string): Promise<Caller> =>
  new Caller(service.url, await tokenOf(client, scope));

describe('a client', () => {
  it('has what its roles permit where it holds them, as far as its scopes go', async () => {
    const program = await callerOf(await makeClient(['members.read']));
    const members = await program.all<{ name: string }>('/v1/members');
    expect(members.map(({ name }) => name)).toEqual(['张伟']);
    await program.get(`/v1/members/${people.get('2')}`).expect(404);
    // The role permits it, the scopes do not.
    const { body } = await program.get('/v1/organizations').expect(403);
    expect(body).toMatchObject({ code: 'auth.forbidden' });
  });

  it('has no more by a scope than its roles permit', async () => {
    const program = await callerOf(await makeClient(['rules.manage', 'members.read']));
    await program.post('/v1/rules', {}).expect(403);
  });

  it('is named to the member whose record it has read', async () => {
    const client = await makeClient(['members.read']);
    const { body } = await mine.admin.get(`/v1/clients/${client.id}`).expect(200);
    await (await callerOf(client)).get(`/v1/members/${people.get('1')}`).expect(200);
    const member = await openAccount(mine.admin, people.get('1') ?? '', 'zhang-wei');
    const looks = await member.all<{ what: string; viewerName: string | null }>('/v1/me/looks');
    expect(looks).toMatchObject([{ what: 'record', viewerName: (body as { name: string }).name }]);
  });

  it('administers no accounts, whatever its roles: it could give itself what its scopes do not', async () => {
    const roles = [{ role: 'administrator', organizationId: mine.committee }];
    const body = { name: 'keys', scopes: ['accounts.manage', 'members.read'], roles };
    const refused = await mine.admin.post('/v1/clients', body).expect(400);
    expect(refused.body).toMatchObject({ errors: [{ pointer: '/scopes' }] });

    const { body: client } = await mine.admin
      .post('/v1/clients', { ...body, scopes: ['members.read'] })
      .expect(201);
    const { id } = client as Made;
    const { headers } = await mine.admin.get(`/v1/clients/${id}`).expect(200);
    const wider = { scopes: ['accounts.manage'] };
    await mine.admin.patch(`/v1/clients/${id}`, wider, String(headers['etag'])).expect(400);

    // One that was made before this was so.
    await sql(
      `update clients set scopes = '{accounts.manage,members.read}' where account_id = $1`,
      [id],
    );
    const program = await callerOf(client as Made);
    await program.get('/v1/members').expect(200);
    await program
      .post('/v1/clients', { name: 'wide', scopes: ['runs.publish'], roles })
      .expect(403);
    const account = { personId: null, username: 'back-door', password: 'long-and-odd-7', roles };
    await program.post('/v1/accounts', account).expect(403);
    await program.get('/v1/accounts').expect(403);
  });

  it('asks for less than it may', async () => {
    const client = await makeClient(['members.read', 'organizations.read']);
    const program = await callerOf(client, 'organizations.read');
    await program.get('/v1/organizations').expect(200);
    await program.get('/v1/members').expect(403);
  });

  it.each(['/v1/me', '/v1/me/looks', '/v1/me/sessions', '/v1/me/code'])(
    'has nothing of a person’s own: %s',
    async (path) => {
      await (await callerOf(await makeClient(['members.read']))).get(path).expect(403);
    },
  );

  it('has no password, nor is given one', async () => {
    const { id, secret } = await makeClient(['members.read']);
    const { body } = await mine.admin.get(`/v1/clients/${id}`).expect(200);
    const { name } = body as { name: string };
    for (const password of [secret, 'null', ''])
      await request(service.url)
        .post('/v1/auth/login')
        .send({ username: name, password: `${password}x` })
        .expect(401);
    const { body: problem } = await mine.admin
      .post(`/v1/accounts/${id}/password-reset`)
      .expect(409);
    expect(problem).toMatchObject({ code: 'accounts.is_client' });
  });

  it('is made once by a name that is nobody’s', async () => {
    const body = {
      name: 'Payroll',
      scopes: ['scores.read'],
      roles: [{ role: 'auditor', organizationId: mine.committee }],
    };
    await mine.admin.post('/v1/clients', body).expect(201);
    const { body: problem } = await mine.admin
      .post('/v1/clients', { ...body, name: 'payroll' })
      .expect(409);
    expect(problem).toMatchObject({
      code: 'accounts.username_taken',
      errors: [{ pointer: '/name' }],
    });
  });

  it('shows its secret once: a replay says so', async () => {
    const body = {
      name: 'once',
      scopes: ['scores.read'],
      roles: [{ role: 'auditor', organizationId: mine.committee }],
    };
    const first = await mine.admin.post('/v1/clients', body, 'the-same-key').expect(201);
    expect(first.body).toMatchObject({ secret: expect.stringMatching(/^wutai_/) as string });
    const again = await mine.admin.post('/v1/clients', body, 'the-same-key');
    expect(JSON.stringify(again.body)).not.toContain((first.body as Made).secret);
  });

  it('is nothing that is not known', async () => {
    const body = { name: 'wrong', roles: [], scopes: ['members.write'] };
    const { body: problem } = await mine.admin.post('/v1/clients', body).expect(400);
    expect(problem).toMatchObject({
      errors: expect.arrayContaining([
        expect.objectContaining({ pointer: '/scopes' }),
        expect.objectContaining({ pointer: '/roles' }),
      ]) as object,
    });
  });
});

describe('asking for a token', () => {
  it('is answered as RFC 6749 says, by a form and by a header, too', async () => {
    const { id, secret } = await makeClient(['scores.read', 'members.read']);
    const form = await request(service.url)
      .post('/v1/auth/token')
      .type('form')
      .send({ grant_type: 'client_credentials', client_id: id, client_secret: secret })
      .expect(200);
    expect(form.body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 900,
      scope: 'scores.read members.read',
    });
    expect(form.headers['cache-control']).toBe('no-store');
    const claims = decodeJwt((form.body as { access_token: string }).access_token);
    expect(claims).toMatchObject({ sub: id, client_id: id, scope: 'scores.read members.read' });
    await request(service.url)
      .post('/v1/auth/token')
      .auth(id, secret)
      .type('form')
      .send('grant_type=client_credentials')
      .expect(200);
  });

  it('answers the same for all that is no secret of this client', async () => {
    const [one, other] = [await makeClient(['scores.read']), await makeClient(['scores.read'])];
    const answers = await Promise.all([
      ask({ client_id: one.id, client_secret: other.secret }),
      ask({ client_id: one.id, client_secret: 'wutai_x' }),
      ask({ client_id: 'nobody', client_secret: one.secret }),
      ask({ client_id: mine.committee, client_secret: one.secret }),
      ask({ client_id: one.id }),
      ask({}),
      ask({ client_id: one.id, client_secret: one.secret }).auth(one.id, one.secret),
    ]);
    for (const { status, body } of answers)
      expect({ status, ...(body as object) }).toMatchObject({
        status: 401,
        code: 'auth.client_invalid',
        error: 'invalid_client',
      });
  });

  it('is refused for more than the client may', async () => {
    const { body } = await askBy(await makeClient(['scores.read']), 'scores.read roster.import');
    expect(body).toMatchObject({ status: 400, code: 'auth.scope_invalid', error: 'invalid_scope' });
  });

  it('takes no form where none is asked for', async () => {
    await request(service.url)
      .post('/v1/auth/login')
      .type('form')
      .send({ username: 'admin', password: 'x' })
      .expect(415);
  });

  it('is counted by the day, as are refusals', async () => {
    const client = await makeClient(['scores.read']);
    await tokenOf(client);
    await tokenOf(client);
    await askBy({ ...client, secret: 'wutai_guessed' }).expect(401);
    await askBy(client, 'roster.import').expect(400);
    const { body } = await mine.admin.get(`/v1/clients/${client.id}/usage`).expect(200);
    expect(body).toMatchObject({ data: [{ tokens: 2, refused: 2 }], nextCursor: null });
    const { body: shown } = await mine.admin.get(`/v1/clients/${client.id}`).expect(200);
    expect((shown as { secrets: { lastUsedAt: string | null }[] }).secrets).toEqual([
      expect.objectContaining({ lastUsedAt: expect.any(String) as string }),
    ]);
  });
});

describe('secrets', () => {
  it('follow one another without a gap, two at a time', async () => {
    const client = await makeClient(['members.read']);
    const secrets = `/v1/clients/${client.id}/secrets`;
    const { body } = await mine.admin.post(secrets, { expiresInDays: 30 }).expect(201);
    const second = { ...client, secret: (body as Made).secret };
    await tokenOf(client);
    await tokenOf(second);
    const { body: full } = await mine.admin.post(secrets, {}).expect(409);
    expect(full).toMatchObject({ code: 'clients.secrets_full' });

    const { body: shown } = await mine.admin.get(`/v1/clients/${client.id}`).expect(200);
    const [old] = (shown as { secrets: { id: string; hint: string }[] }).secrets;
    expect(client.secret.endsWith(old?.hint ?? '?')).toBe(true);
    await mine.admin.post(`${secrets}/${old?.id}/revoke`).expect(204);
    await askBy(client).expect(401);
    await tokenOf(second);
    await mine.admin.post(secrets, {}).expect(201);
    await mine.admin.post(`${secrets}/${old?.id}/revoke`).expect(404);
  });

  it('are two at most, also when several are asked for at once', async () => {
    const { id } = await makeClient(['members.read']);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => mine.admin.post(`/v1/clients/${id}/secrets`, {})),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('expire', async () => {
    const client = await makeClient(['members.read']);
    await tokenOf(client);
    await sql(`update client_secrets set expires_at = now() where account_id = $1`, [client.id]);
    await askBy(client).expect(401);
    const { body } = await mine.admin.get(`/v1/clients/${client.id}`).expect(200);
    expect(body).toMatchObject({ secrets: [] });
  });
});

describe('tokens that are out', () => {
  it('die with the scopes that they were given for', async () => {
    const client = await makeClient(['members.read', 'organizations.read']);
    const program = await callerOf(client);
    await program.get('/v1/members').expect(200);
    const { headers } = await mine.admin.get(`/v1/clients/${client.id}`).expect(200);
    const tag = String(headers['etag']);
    const path = `/v1/clients/${client.id}`;
    await mine.admin.patch(path, { scopes: ['organizations.read'] }, tag).expect(200);
    await program.get('/v1/members').expect(401);
    await (await callerOf(client)).get('/v1/members').expect(403);
    // Of two who have read the same version one changes it.
    await mine.admin.patch(path, { scopes: ['members.read'] }, tag).expect(412);
  });

  it('die when a secret is revoked or the client disabled', async () => {
    const client = await makeClient(['members.read']);
    const program = await callerOf(client);
    await mine.admin.post(`/v1/accounts/${client.id}/disable`).expect(204);
    await program.get('/v1/members').expect(401);
    await askBy(client).expect(401);
    await mine.admin.post(`/v1/accounts/${client.id}/enable`).expect(204);
    await tokenOf(client);
  });
});

describe('who asks for a token while it is taken away', () => {
  it.each([
    [
      'the secret',
      (id: string) => `update client_secrets set revoked_at = now() where account_id = '${id}'`,
      401,
    ],
    [
      'a scope',
      (id: string) =>
        `update clients set scopes = '{organizations.read}' where account_id = '${id}'`,
      400,
    ],
  ])('%s: comes behind, and is told so', async (_, takeAway, status) => {
    const client = await makeClient(['members.read', 'organizations.read']);
    const database = await service.database.admin('members');
    // As whoever takes it away does: under the lock of the account, at which the question waits.
    await database.query('begin');
    await database.query('select from accounts where id = $1 for update', [client.id]);
    await database.query(takeAway(client.id));
    const asked = askBy(client, 'members.read').then((answer) => answer);
    const other = await service.database.admin('members');
    await eventually(async () => {
      const { rows } = await other.query(
        `select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      expect(rows).toHaveLength(1);
    });
    await database.query(
      `update accounts set tokens_valid_from = clock_timestamp() where id = '${client.id}'; commit`,
    );
    expect((await asked).status).toBe(status);
  });
});

describe('who administers another branch', () => {
  it('sees no client of this one, makes none here, and touches none that reaches further', async () => {
    const admin = await openAccount(mine.admin, people.get('2') ?? '', 'li-na');
    const { body } = await mine.admin.get('/v1/accounts?limit=200').expect(200);
    const account = (body as { data: { id: string; username: string }[] }).data.find(
      ({ username }) => username === 'li-na',
    );
    await mine.admin
      .post(`/v1/accounts/${account?.id}/grants`, {
        role: 'administrator',
        organizationId: mine.branches[1],
      })
      .expect(201);
    const own = await makeClient(['members.read'], mine.branches[1], admin);
    const foreign = await makeClient(['members.read']);
    const listed = await admin.all<{ id: string }>('/v1/clients');
    expect(listed.map(({ id }) => id)).toEqual([own.id]);
    await admin.get(`/v1/clients/${foreign.id}`).expect(404);
    await admin.get(`/v1/clients/${foreign.id}/usage`).expect(404);
    await admin.post(`/v1/clients/${foreign.id}/secrets`, {}).expect(404);
    const { body: problem } = await admin
      .post('/v1/clients', {
        name: 'reach',
        scopes: ['members.read'],
        roles: [{ role: 'auditor', organizationId: mine.branches[0] }],
      })
      .expect(404);
    expect(problem).toMatchObject({ errors: [{ pointer: '/roles/0/organizationId' }] });

    await mine.admin
      .post(`/v1/accounts/${own.id}/grants`, { role: 'auditor', organizationId: mine.committee })
      .expect(201);
    await admin.get(`/v1/clients/${own.id}`).expect(200);
    const { body: beyond } = await admin.post(`/v1/clients/${own.id}/secrets`, {}).expect(403);
    expect(beyond).toMatchObject({ code: 'accounts.beyond_scope' });
  });
});
