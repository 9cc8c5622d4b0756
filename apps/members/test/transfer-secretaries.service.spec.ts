import http from 'supertest';
import { appoint } from './codes.harness.js';
import { Caller, enrol, openAccount } from './members.harness.js';
import {
  outside,
  request,
  step,
  type TransferBody,
  TransfersHarness,
  withLetter,
} from './transfers.harness.js';

const DAY = '2040-03-10';

let harness: TransfersHarness;
let admin: Caller;
let people: Map<string, string>;
/** The secretaries of two sibling branches and of a third; the leader of the first one's group, and one of its members. */
let sending: Caller;
let receiving: Caller;
let third: Caller;
let leader: Caller;
let member: Caller;
let from: string;
let to: string;

const id = (number: string): string => people.get(number) ?? '';

beforeAll(async () => {
  harness = await TransfersHarness.start();
  admin = harness.admin;
  const { committee, groups } = harness.mine;
  [from, to] = harness.mine.branches;
  const other = await admin.founded('branch', 'ZB-3', committee, 'office');
  people = await enrol(admin, [
    ...['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map((number) => ({
      number,
      name: '张伟',
      code: 'XZ-1',
    })),
    { number: 'S', name: '李强', code: 'ZB-1' },
    { number: 'L', name: '陈静', code: 'XZ-1' },
    { number: 'M', name: '刘洋', code: 'XZ-1' },
    { number: 'R', name: '王芳', code: 'ZB-2' },
    { number: 'X', name: '赵敏', code: 'ZB-3' },
  ]);
  await appoint(admin, from, id('S'), 'secretary');
  await appoint(admin, to, id('R'), 'secretary');
  await appoint(admin, other, id('X'), 'secretary');
  await appoint(admin, groups[0], id('L'), 'group_leader');
  sending = await openAccount(admin, id('S'), 'sending');
  receiving = await openAccount(admin, id('R'), 'receiving');
  third = await openAccount(admin, id('X'), 'third');
  leader = await openAccount(admin, id('L'), 'leader');
  member = await openAccount(admin, id('M'), 'member');
});
afterAll(() => harness.stop());

const forbidden = { status: 403, code: 'auth.forbidden' };
const stop = (name: string): string | undefined =>
  name === 'reject' || name === 'withdraw' ? '试' : undefined;
const tried = async (by: Caller, transfer: string, names: readonly string[]): Promise<unknown[]> =>
  Promise.all(
    names.map(async (name) => {
      const { body } = await step(by, transfer, name, DAY, stop(name));
      return (body as { code?: string }).code;
    }),
  );
const toDos = async (by: Caller): Promise<string[]> => {
  const { body } = await by.get('/v1/me/to-dos').expect(200);
  return (body as { toDos: { kind: string }[] }).toDos.map(({ kind }) => kind);
};

describe('a branch secretary', () => {
  it('requests a transfer of a member of the branch, which goes on by others, and takes in who comes', async () => {
    const asked = await request(sending, id('A'), { toOrganizationId: to }, DAY);
    expect([asked.status, asked.body]).toMatchObject([
      201,
      { state: 'requested', personId: id('A'), steps: [{ step: 'requested', byName: '李强' }] },
    ]);
    const { id: transfer } = asked.body as TransferBody;
    await sending.get(`/v1/transfers/${transfer}`).expect(200);
    expect(await tried(sending, transfer, ['approve-out', 'issue-letter'])).toEqual(
      Array(2).fill('auth.forbidden'),
    );
    expect(await toDos(sending)).toEqual([]);
    await step(admin, transfer, 'approve-out', DAY).expect(200);
    await sending.get(`/v1/transfers/${transfer}/letter.pdf`).expect(403);
    // Before the letter is out there is nothing that is addressed to anybody.
    expect(await tried(receiving, transfer, ['accept', 'reject'])).toEqual([
      'transfers.not_found',
      'transfers.not_found',
    ]);
    await step(admin, transfer, 'issue-letter', DAY).expect(200);
    expect([await toDos(receiving), await toDos(third), await toDos(sending)]).toEqual([
      ['transfers_to_answer'],
      [],
      [],
    ]);
    // It is not theirs to answer who sent it, and nobody else sees it.
    expect(await tried(sending, transfer, ['accept', 'reject'])).toEqual([
      'transfers.other_side',
      'transfers.other_side',
    ]);
    expect(await tried(third, transfer, ['accept', 'reject'])).toEqual([
      'transfers.not_found',
      'transfers.not_found',
    ]);
    const accepted = await step(receiving, transfer, 'accept', DAY);
    expect([accepted.status, accepted.body]).toMatchObject([
      200,
      { state: 'accepted', steps: [{}, { step: 'accepted', byName: '王芳' }] },
    ]);
    expect(await harness.branchOn(id('A'), DAY)).toEqual([to]);
    await receiving.get(`/v1/members/${id('A')}`).expect(200);
    await sending.get(`/v1/members/${id('A')}`).expect(404);
    expect(await toDos(receiving)).toEqual([]);
  });

  it('withdraws what was requested, requested or approved, whoever did it, and not when the letter is out', async () => {
    const asked = async (by: Caller, where: string): Promise<string> => {
      const { body } = await request(by, id('G'), { toOrganizationId: where }, DAY).expect(201);
      return (body as TransferBody).id;
    };
    const own = await asked(sending, to);
    const withdrawn = await step(sending, own, 'withdraw', DAY, '调动取消');
    expect([withdrawn.status, withdrawn.body]).toMatchObject([
      200,
      {
        state: 'withdrawn',
        closedOn: DAY,
        steps: [{}, { step: 'withdrawn', reason: '调动取消', byName: '李强' }],
      },
    ]);
    expect(await tried(sending, own, ['withdraw'])).toEqual(['transfers.wrong_state']);
    const officers = await asked(admin, to);
    await step(admin, officers, 'approve-out', DAY).expect(200);
    // It leaves another branch: whoever is of the one it goes to, or of neither, is not even told of it.
    for (const by of [receiving, third])
      expect(await tried(by, officers, ['withdraw'])).toEqual(['transfers.not_found']);
    await step(sending, officers, 'withdraw', DAY, '调动取消').expect(200);

    const { id: out } = await withLetter(admin, id('G'), { toOrganizationId: to }, DAY);
    expect(await tried(sending, out, ['withdraw'])).toEqual(['transfers.wrong_state']);
    expect(await tried(receiving, out, ['withdraw'])).toEqual(['transfers.other_side']);
    expect(await tried(third, out, ['withdraw'])).toEqual(['transfers.not_found']);
    await step(receiving, out, 'accept', DAY).expect(200);
    expect(await tried(sending, out, ['withdraw'])).toEqual(['transfers.wrong_state']);
    // The member is the other branch's now, and so is the next transfer.
    expect(await tried(receiving, out, ['withdraw'])).toEqual(['transfers.other_side']);
    const back = await asked(receiving, from);
    expect(await tried(sending, back, ['withdraw'])).toEqual(['transfers.not_found']);
    await step(receiving, back, 'withdraw', DAY, '调动取消').expect(200);
    expect(await harness.branchOn(id('G'), DAY)).toEqual([to]);
  });

  it('and an officer who withdraw at once withdraw once', async () => {
    const { body } = await request(sending, id('H'), { toOutside: outside }, DAY).expect(201);
    const { id: transfer } = body as TransferBody;
    const answers = await Promise.all([
      step(sending, transfer, 'withdraw', DAY, '试'),
      step(admin, transfer, 'withdraw', DAY, '试'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('rejects who comes, and they stay where they are', async () => {
    const { id: transfer } = await withLetter(admin, id('B'), { toOrganizationId: to }, DAY);
    const rejected = await step(receiving, transfer, 'reject', DAY, '编制已满');
    expect([rejected.status, rejected.body]).toMatchObject([200, { state: 'rejected' }]);
    expect(await harness.branchOn(id('B'), DAY)).toEqual([harness.mine.groups[0]]);
  });

  it('sends nobody who is not of the branch, and lets nobody out of the suite', async () => {
    for (const by of [receiving, third])
      expect((await request(by, id('C'), { toOrganizationId: to }, DAY)).body).toMatchObject({
        status: 404,
        code: 'members.not_found',
      });
    const asked = await request(sending, id('C'), { toOutside: outside }, DAY).expect(201);
    const { id: transfer } = asked.body as TransferBody;
    await step(admin, transfer, 'approve-out', DAY).expect(200);
    await step(admin, transfer, 'issue-letter', DAY).expect(200);
    expect(await tried(sending, transfer, ['accept', 'reject'])).toEqual([
      'auth.forbidden',
      'auth.forbidden',
    ]);
    expect(await harness.branchOn(id('C'), DAY)).toEqual([harness.mine.groups[0]]);
    await step(admin, transfer, 'accept', DAY).expect(200);
    const entry = {
      personId: id('C'),
      toOrganizationId: to,
      fromOutside: outside,
      letterNumber: '31号',
      letterIssuedOn: DAY,
    };
    expect((await receiving.post('/v1/transfers/from-outside', entry)).body).toMatchObject(
      forbidden,
    );
    // Who comes with a letter from outside is entered by who manages members, and taken in by the branch.
    const entered = await admin.post('/v1/transfers/from-outside', entry).expect(201);
    await step(receiving, (entered.body as TransferBody).id, 'accept', DAY).expect(200);
    expect(await harness.branchOn(id('C'), DAY)).toEqual([to]);
  });

  it('and an officer who answer at once answer once', async () => {
    const { id: transfer } = await withLetter(admin, id('D'), { toOrganizationId: to }, DAY);
    const answers = await Promise.all([
      step(receiving, transfer, 'accept', DAY),
      step(admin, transfer, 'reject', DAY, '试'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

it('a group leader and a member get nothing of it', async () => {
  const { id: transfer } = await withLetter(admin, id('E'), { toOrganizationId: to }, DAY);
  for (const by of [leader, member]) {
    expect((await request(by, id('F'), { toOrganizationId: to }, DAY)).body).toMatchObject(
      forbidden,
    );
    expect(await tried(by, transfer, ['accept', 'reject', 'withdraw'])).toEqual(
      Array(3).fill('auth.forbidden'),
    );
  }
});

describe('a program', () => {
  const program = async (name: string, scopes: readonly string[]): Promise<Caller> => {
    const made = await admin
      .post('/v1/clients', {
        name,
        scopes,
        roles: [{ role: 'committee_officer', organizationId: from }],
      })
      .expect(201);
    const { id: clientId, secret } = made.body as { id: string; secret: string };
    const answer = await http(admin.url).post('/v1/auth/token').send({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
    });
    return new Caller(admin.url, (answer.body as { access_token: string }).access_token);
  };

  it('handles transfers by the scope of that name, and by the one to manage members, which it had before', async () => {
    const handling = await program('handling', ['members.read', 'transfers.handle']);
    const managing = await program('managing', ['members.read', 'members.manage']);
    const reading = await program('reading', ['members.read']);
    expect((await request(reading, id('F'), { toOutside: outside }, DAY)).body).toMatchObject(
      forbidden,
    );
    const asked = await request(handling, id('F'), { toOutside: outside }, DAY).expect(201);
    const { id: transfer } = asked.body as TransferBody;
    expect(await tried(handling, transfer, ['approve-out'])).toEqual(['auth.forbidden']);
    expect(await tried(reading, transfer, ['withdraw'])).toEqual(['auth.forbidden']);
    await step(handling, transfer, 'withdraw', DAY, '试').expect(200);
    const again = await request(managing, id('F'), { toOutside: outside }, DAY).expect(201);
    await step(managing, (again.body as TransferBody).id, 'withdraw', DAY, '试').expect(200);
  });
});
