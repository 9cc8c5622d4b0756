import { eventually } from '#libs/testing';
import type { Caller } from './members.harness.js';
import { twoSides } from './transfer-scope.harness.js';
import {
  outside,
  request,
  step,
  type TransferBody,
  type TransfersHarness,
  withLetter,
} from './transfers.harness.js';

let harness: TransfersHarness;
let admin: Caller;
let sender: Caller;
let receiver: Caller;
let secretary: Caller;
let stranger: Caller;
let member: Caller;
let from: string;
let to: string;

const id = (number: string): string => harness.id(number);

beforeAll(async () => {
  ({ harness, from, to, sender, receiver, secretary, stranger, member } = await twoSides());
  admin = harness.admin;
});
afterAll(() => harness.stop());

const stops = ['reject', 'withdraw'];
const steps = ['approve-out', 'issue-letter', 'accept', ...stops];
const tryAll = (by: Caller, transfer: string) =>
  Promise.all(
    steps.map(async (name) => {
      const reason = stops.includes(name) ? '试' : undefined;
      return (await step(by, transfer, name, '2040-03-10', reason)).status;
    }),
  );

describe('who sees a transfer', () => {
  it('are both sides, the receiving one from the letter on and only what it needs, and nobody else', async () => {
    const asked = await request(sender, id('A'), { toOrganizationId: to }, '2040-03-05').expect(
      201,
    );
    const { id: transfer } = asked.body as TransferBody;
    const path = `/v1/transfers/${transfer}`;
    const listed = async (by: Caller, query = ''): Promise<boolean> =>
      (await by.all<TransferBody>(`/v1/transfers${query}`)).some((one) => one.id === transfer);

    await sender.get(path).expect(200);
    for (const by of [receiver, secretary, stranger]) {
      await by.get(path).expect(404);
      expect(await listed(by)).toBe(false);
    }
    expect(await tryAll(receiver, transfer)).toEqual([404, 404, 404, 404, 404]);
    await step(sender, transfer, 'approve-out', '2040-03-06').expect(200);
    await receiver.get(path).expect(404);
    await step(sender, transfer, 'issue-letter', '2040-03-07').expect(200);

    const basics = {
      name: '张伟',
      memberKind: 'full',
      admittedOn: '2012-07-01',
      fromName: '组织ZB-11',
    };
    for (const by of [receiver, secretary]) {
      const { body } = await by.get(path).expect(200);
      expect(body).toMatchObject({ ...basics, steps: [{ step: 'letter_issued' }] });
      expect(JSON.stringify(body)).not.toContain('调入机电队工作');
    }
    // The record is the sending side's until the member is accepted.
    await receiver.get(`/v1/members/${id('A')}`).expect(404);
    await receiver.get(`${path}/letter.pdf`).expect(404);
    await stranger.get(path).expect(404);
    await stranger.get(`${path}/letter.pdf`).expect(404);
    expect([
      await listed(sender),
      await listed(sender, '?side=out'),
      await listed(sender, '?side=in'),
      await listed(receiver, '?side=in'),
      await listed(receiver, '?side=out'),
      await listed(secretary, `?side=in&organizationId=${to}`),
      await listed(admin, `?side=in&organizationId=${from}`),
      await listed(admin, `?side=out&organizationId=${from}`),
      await listed(admin, `?organizationId=${to}`),
      await listed(stranger),
    ]).toEqual([true, true, false, true, false, true, false, true, true, false]);
    expect(await tryAll(stranger, transfer)).toEqual([404, 404, 404, 404, 404]);
  });

  it('takes its own steps and not those of the other side', async () => {
    const { id: transfer } = await withLetter(
      sender,
      id('B'),
      { toOrganizationId: to },
      '2040-03-05',
    );
    for (const [by, name] of [
      [sender, 'accept'],
      [sender, 'reject'],
      [receiver, 'withdraw'],
      [receiver, 'approve-out'],
    ] as const) {
      const reason = stops.includes(name) ? '试' : undefined;
      expect((await step(by, transfer, name, '2040-03-06', reason)).body).toMatchObject({
        status: 403,
        code: 'transfers.other_side',
      });
    }
    await step(receiver, transfer, 'accept', '2040-03-08').expect(200);
    await receiver.get(`/v1/members/${id('B')}`).expect(200);
    await sender.get(`/v1/members/${id('B')}`).expect(404);
    // What became of the transfer both sides go on seeing; what becomes of the member is one side's.
    expect((await sender.get(`/v1/transfers/${transfer}`).expect(200)).body).toMatchObject({
      state: 'accepted',
      steps: [{}, {}, {}, { step: 'accepted', byName: '王芳' }],
    });
  });

  it('asks for those alone whom it may send, and enters those alone whom it may take in', async () => {
    expect(
      (await request(stranger, id('C'), { toOrganizationId: to }, '2040-03-05')).body,
    ).toMatchObject({
      code: 'members.not_found',
    });
    const { id: sent } = await withLetter(sender, id('C'), { toOutside: outside }, '2040-03-01');
    await step(sender, sent, 'accept', '2040-03-02').expect(200);
    const entry = {
      personId: id('C'),
      fromOutside: outside,
      letterNumber: '31号',
      letterIssuedOn: '2040-03-05',
    };
    for (const [by, toOrganizationId, code] of [
      [receiver, to, 'members.not_found'],
      [sender, to, 'organizations.not_found'],
      [admin, '0190a0b0-0000-7000-8000-000000000000', 'organizations.not_found'],
    ] as const) {
      const answer = await by.post('/v1/transfers/from-outside', { ...entry, toOrganizationId });
      expect([answer.status, answer.body]).toMatchObject([404, { code }]);
    }
    const entered = await admin.post('/v1/transfers/from-outside', {
      ...entry,
      toOrganizationId: to,
    });
    const { id: incoming } = entered.body as TransferBody;
    await receiver.get(`/v1/transfers/${incoming}`).expect(200);
    await sender.get(`/v1/transfers/${incoming}`).expect(404);
    await step(receiver, incoming, 'accept', '2040-03-06').expect(200);
  });

  it('decides nothing more of who was accepted elsewhere while it waited', async () => {
    const database = await harness.service.database.admin('members');
    const waiting = async (): Promise<void> => {
      const { rows } = await database.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(rows).toHaveLength(3);
    };
    await database.query('begin');
    await database.query('select from people where id = $1 for update', [id('W')]);
    const decisions = Promise.all([
      request(sender, id('W'), { toOutside: outside }, '2040-03-05').then((answer) => answer),
      sender
        .post(`/v1/members/${id('W')}/cancel-probation`, { changedOn: '2040-03-05', decision: 'X' })
        .then((answer) => answer),
      sender
        .post(`/v1/members/${id('W')}/exemptions`, {
          exemptsFrom: 'attendance',
          reason: 'long_sick',
          decision: 'X',
          startsOn: '2040-03-05',
        })
        .then((answer) => answer),
    ]);
    await eventually(waiting);
    await database.query('update memberships set organization_id = $2 where person_id = $1', [
      id('W'),
      to,
    ]);
    await database.query('commit');
    for (const answer of await decisions)
      expect([answer.status, answer.body]).toMatchObject([404, { code: 'members.not_found' }]);
    expect((await receiver.get(`/v1/members/${id('W')}`)).body).toMatchObject({
      memberships: [{ organizationId: to, endsOn: null }],
    });
  });

  it('is logged where it is another’s, and the member is told', async () => {
    const { id: transfer } = await withLetter(
      sender,
      id('M'),
      { toOrganizationId: to },
      '2040-03-05',
    );
    const looks = () => member.all<{ what: string; viewerName: string }>('/v1/me/looks');
    expect(await looks()).toEqual([]);
    await receiver.get(`/v1/transfers/${transfer}`).expect(200);
    await sender.get(`/v1/transfers/${transfer}/letter.pdf`).expect(200);
    expect(await looks()).toMatchObject([
      { what: 'transfer_letter', viewerName: '李强' },
      { what: 'transfer', viewerName: '王芳' },
    ]);
    await step(receiver, transfer, 'reject', '2040-03-06', '编制已满').expect(200);
  });
});

describe('the member', () => {
  it('asks for the own transfer, sees every step of it, and takes it back', async () => {
    const body = { toOrganizationId: to, requestedOn: '2040-03-10', reason: '随工作调动' };
    const asked = await member.post('/v1/me/transfers', body);
    expect([asked.status, asked.body]).toMatchObject([
      201,
      { state: 'requested', personId: id('M'), steps: [{ byName: '张伟' }] },
    ]);
    const { id: transfer } = asked.body as TransferBody;
    await member.get('/v1/transfers').expect(403);
    await member.get(`/v1/transfers/${transfer}`).expect(403);
    await step(member, transfer, 'approve-out', '2040-03-10').expect(403);
    await sender.get(`/v1/transfers/${transfer}`).expect(200);
    const own = await member.all<TransferBody>('/v1/me/transfers?limit=1');
    expect(own).toMatchObject([
      { id: transfer },
      { state: 'rejected', steps: [{}, {}, {}, { step: 'rejected', reason: '编制已满' }] },
    ]);
    const back = { doneOn: '2040-03-11', reason: '不调动了' };
    const others = await withLetter(sender, id('D'), { toOrganizationId: to }, '2040-03-10');
    await member.post(`/v1/me/transfers/${others.id}/withdraw`, back).expect(404);
    const withdrawn = await member.post(`/v1/me/transfers/${transfer}/withdraw`, back);
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn' });
    expect((await member.post(`/v1/me/transfers/${transfer}/withdraw`, back)).body).toMatchObject({
      code: 'transfers.wrong_state',
    });
    expect(
      (await member.post('/v1/me/transfers', { ...body, toOrganizationId: from })).body,
    ).toMatchObject({ code: 'transfers.target_not_allowed' });
    await admin.get('/v1/me/transfers').expect(403);
    await admin.post('/v1/me/transfers', body).expect(403);
  });
});
