import { eventually } from '#libs/testing';
import { type Caller, enrol, openAccount } from './members.harness.js';
import {
  decide,
  document,
  grantOfficer,
  impose,
  imposed,
  type PartyProbationBody,
} from './party-probations.harness.js';
import { decided, revoke } from './revocations.harness.js';
import { step, TransfersHarness, withLetter } from './transfers.harness.js';

interface Voter {
  readonly personId: string;
  readonly entitled: boolean;
  readonly due: boolean;
  readonly why: string | null;
}

let harness: TransfersHarness;
let admin: Caller;
let people: Map<string, string>;

const TODAY = '2040-03-15';
const id = (number: string): string => people.get(number) ?? '';
const appoint = (number: string, body: object = {}, organizationId = harness.mine.branches[0]) =>
  admin.post(`/v1/organizations/${organizationId}/offices`, {
    personId: id(number),
    title: 'deputy_secretary',
    startsOn: TODAY,
    ...body,
  });

beforeAll(async () => {
  harness = await TransfersHarness.start();
  admin = harness.admin;
  people = await enrol(admin, [
    { number: '1', name: '张伟', code: 'XZ-1' },
    { number: '2', name: '王芳', code: 'XZ-1' },
    { number: '3', name: '刘洋', code: 'XZ-1', kind: '预备党员', admittedOn: '2039-01-01' },
    { number: '4', name: '陈静', code: 'XZ-1' },
    { number: '5', name: '杨帆', code: 'ZB-1' },
    { number: '6', name: '赵磊', code: 'ZB-2' },
  ]);
});
afterAll(() => harness.stop());

describe('a vote', () => {
  const votersOn = async (day: string, by = admin): Promise<{ base: object; data: Voter[] }> => {
    const path = `/v1/organizations/${harness.mine.branches[0]}/voters?on=${day}`;
    return (await by.get(path).expect(200)).body as { base: object; data: Voter[] };
  };
  const voterOn = async (day: string, by = admin): Promise<Voter | undefined> =>
    (await votersOn(day, by)).data.find(({ personId }) => personId === id('1'));

  it('has nobody on probation within the Party, from the first day until the last (党章 Art. 41)', async () => {
    const before = {
      members: 5,
      probationary: 1,
      onPartyProbation: 0,
      entitled: 4,
      due: 4,
      presentNeeded: 2,
      yesNeeded: 3,
    };
    expect((await votersOn(TODAY)).base).toEqual(before);
    await imposed(admin, id('1'));
    const during = { ...before, onPartyProbation: 1, entitled: 3, due: 3, yesNeeded: 2 };
    expect((await votersOn(TODAY)).base).toEqual(during);
    expect(await voterOn(TODAY)).toMatchObject({
      entitled: false,
      due: false,
      why: 'party_probation',
    });
    expect((await votersOn('2039-12-31')).base).toEqual(before);
    expect((await votersOn('2040-01-01')).base).toEqual(during);
    expect((await votersOn('2040-12-31')).base).toEqual(during);
    expect((await votersOn('2041-01-01')).base).toEqual(before);
    expect(await voterOn('2041-01-01')).toMatchObject({ entitled: true, due: true, why: null });
  });

  it('counts once who is exempt besides', async () => {
    await admin
      .post(`/v1/members/${id('1')}/exemptions`, {
        exemptsFrom: 'vote_count',
        reason: 'detained',
        decision: document,
        startsOn: '2040-02-01',
      })
      .expect(201);
    expect((await votersOn(TODAY)).base).toMatchObject({ entitled: 3, due: 3 });
    expect(await voterOn(TODAY)).toMatchObject({ entitled: false, why: 'party_probation' });
    expect(await voterOn('2041-01-01')).toMatchObject({ entitled: true, why: 'exempt' });
  });

  it('is had again on every day of what was annulled', async () => {
    const { id: one } = await imposed(admin, id('2'));
    expect((await votersOn(TODAY)).base).toMatchObject({ onPartyProbation: 2, entitled: 2 });
    await decide(admin, one, 'end', '2040-01-01').expect(200);
    expect((await votersOn('2040-02-01')).base).toMatchObject({ onPartyProbation: 1, entitled: 3 });
  });

  it('is told to who leads the meeting, and no more of it', async () => {
    await appoint('5', { title: 'secretary' }).expect(201);
    const secretary = await openAccount(admin, id('5'), 'secretary');
    expect(await voterOn(TODAY, secretary)).toMatchObject({ why: 'party_probation' });
    for (const path of [
      `/v1/members/${id('1')}`,
      '/v1/members',
      `/v1/members/${id('1')}/changes`,
    ]) {
      const { body } = await secretary.get(path).expect(200);
      expect(JSON.stringify(body)).not.toContain(document);
      expect(JSON.stringify(body)).not.toContain('arty');
    }
  });
});

describe('an office of the Party', () => {
  it('is given to nobody on probation within the Party (党章 Art. 41)', async () => {
    const refused = { code: 'offices.not_eligible' };
    for (const term of [
      {},
      { acting: true },
      { startsOn: '2040-12-31' },
      // Whoever held one before holds it no longer on the first day.
      { startsOn: '2039-01-01' },
      { startsOn: '2039-01-01', endsOn: '2040-01-02' },
    ])
      expect((await appoint('1', term).expect(409)).body).toMatchObject(refused);
    await appoint('1', { startsOn: '2038-01-01', endsOn: '2040-01-01' }).expect(201);
    await appoint('1', { startsOn: '2041-01-01' }).expect(201);
    // What was annulled is in nobody's way.
    await appoint('2').expect(201);
  });

  it('is one: those of other lines are not for the Party to give', async () => {
    const { body } = await admin
      .post('/v1/organizations', {
        parentId: harness.mine.committee,
        type: 'branch',
        line: 'union',
        category: 'office',
        code: 'GH',
        name: '工会',
        foundedOn: '2000-01-01',
      })
      .expect(201);
    await appoint('1', {}, (body as { id: string }).id).expect(201);
  });

  it('is refused to who is put on it at the same moment', async () => {
    const database = await harness.service.database.admin('members');
    const waiting = (count: number): Promise<void> =>
      eventually(async () => {
        const { rowCount } = await database.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        if (rowCount !== count) throw new Error('not yet');
      });
    await database.query('begin');
    await database.query('select from people where id = $1 for update', [id('4')]);
    const sanction = impose(admin, id('4')).then(({ status }) => status);
    await waiting(1);
    const office = appoint('4').then(({ status }) => status);
    await waiting(2);
    await database.query('commit');
    expect(await Promise.all([sanction, office])).toEqual([201, 409]);
  });
});

describe('the member', () => {
  let own: Caller;
  beforeAll(async () => {
    own = await openAccount(admin, id('1'), 'zhangwei');
  });
  const looks = async (): Promise<string[]> =>
    (await own.all<{ what: string }>('/v1/me/looks')).map(({ what }) => what);

  it('sees it, has it in the own data, and cannot have it erased', async () => {
    const [one, ...others] = await own.all<PartyProbationBody>('/v1/me/party-probations?limit=1');
    expect(others).toEqual([]);
    expect(one).toMatchObject({ personId: id('1'), decisions: [{ decision: document }] });
    const erasable = ['phone', 'address', 'photo'];
    const { body: kept } = await own.post('/v1/me/erasure', { fields: erasable }).expect(200);
    expect(kept).toMatchObject({ kept: [{ part: 'record' }, { part: 'looks' }] });
    const { body } = await own.get('/v1/me/data').expect(200);
    expect((body as { partyProbations: unknown }).partyProbations).toEqual([one]);
    await own.get('/v1/party-probations').expect(403);
    expect(await admin.all('/v1/me/party-probations')).toEqual([]);
  });

  it('sees who looked at it, each time; to look at one’s own is none', async () => {
    const before = (await looks()).filter((what) => what === 'party_probation').length;
    await admin.get(`/v1/party-probations?personId=${id('1')}`).expect(200);
    await admin.get(`/v1/party-probations?personId=${id('6')}`).expect(200);
    expect((await looks()).filter((what) => what === 'party_probation')).toHaveLength(before + 1);
    const officer = await openAccount(admin, id('4'), 'chenjing');
    await grantOfficer(admin, id('4'), harness.mine.branches[0]);
    const seen = await officer.all<PartyProbationBody>('/v1/party-probations');
    expect(seen.map(({ personId }) => personId)).toContain(id('4'));
    expect(await officer.all('/v1/me/looks')).not.toContainEqual(
      expect.objectContaining({ what: 'party_probation', viewerName: '陈静' }),
    );
    expect((await looks()).filter((what) => what === 'party_probation')).toHaveLength(before + 2);
  });

  it('takes it along to another branch, whose officers answer for it then', async () => {
    const officer = await openAccount(admin, id('6'), 'zhaolei');
    await grantOfficer(admin, id('6'), harness.mine.branches[1]);
    expect(await officer.all('/v1/party-probations')).toEqual([]);
    const where = { toOrganizationId: harness.mine.groups[1] };
    const { id: transfer } = await withLetter(admin, id('1'), where, TODAY);
    await step(admin, transfer, 'accept', TODAY).expect(200);
    const [one] = await officer.all<PartyProbationBody>('/v1/party-probations');
    expect(one).toMatchObject({ personId: id('1'), endsOn: '2041-01-01' });
    const { body } = await officer
      .get(`/v1/organizations/${harness.mine.branches[1]}/voters?on=${TODAY}`)
      .expect(200);
    expect(body).toMatchObject({ base: { members: 2, onPartyProbation: 1, entitled: 1 } });
    const before = await looks();
    await decide(officer, one?.id ?? '', 'end', '2040-06-01').expect(200);
    expect(await looks()).toEqual(['party_probation', ...before]);
  });
});

describe('a confirmation', () => {
  it('is not revoked while it rests on it, for a probationary member is not put on it', async () => {
    const confirmation = await decided(admin, id('3'), 'confirm', { changedOn: '2040-02-01' });
    const { id: one } = await imposed(admin, id('3'), {
      decidedOn: '2040-02-01',
      startsOn: '2040-02-01',
    });
    const taken = () => revoke(admin, id('3'), confirmation, { revokedOn: TODAY });
    expect((await taken().expect(409)).body).toMatchObject({
      code: 'memberships.relied_upon',
      reliedUponBy: 'party_probation',
    });
    await decide(admin, one, 'end', '2040-02-01').expect(200);
    await taken().expect(200);
  });
});
