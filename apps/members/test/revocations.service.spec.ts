import { type DirectoryEntry, directoryPageSchema } from '#libs/contracts';
import { internalBearer } from '#libs/auth';
import { developmentSecret } from '#libs/config';
import { eventually, planModes, planNodes, type TestService } from '#libs/testing';
import request from 'supertest';
import { membershipChangesPage } from '../src/memberships/memberships.read-model.js';
import type { Caller } from './members.harness.js';
import {
  type ChangeBody,
  decide,
  decided,
  decision,
  revoke,
  RevocationsHarness,
  stateOf,
} from './revocations.harness.js';
import type { SmallMine } from './small-mine.js';

let harness: RevocationsHarness;
let service: TestService;
let mine: SmallMine;
let admin: Caller;
let officer: Caller;

const id = (number: string): string => harness.id(number);

beforeAll(async () => {
  harness = await RevocationsHarness.start();
  ({ service, mine, admin } = harness);
  officer = await harness.officer();
});
afterAll(() => harness.stop());

describe('a decision that was wrong', () => {
  it('is revoked: the member is what they were, on every day, and the history tells both', async () => {
    const before = await stateOf(service, admin, id('A'));
    const probations = await admin.all('/v1/probations');
    const confirmed = await harness.confirm('A');
    expect(await harness.onDay('A', '2020-01-01')).toEqual(['full']);
    const { status, body } = await revoke(officer, id('A'), confirmed);
    expect([status, body]).toMatchObject([
      200,
      {
        change: 'revoked',
        changedOn: '2026-11-01',
        decision: '五台矿党委会议纪要〔2026〕8号',
        organizationId: mine.branches[0],
        byName: '李强',
        revokesId: confirmed,
        reason: '误录',
        revocation: null,
      },
    ]);
    expect(await stateOf(service, admin, id('A'))).toEqual(before);
    expect(await admin.all('/v1/probations')).toEqual(probations);
    expect([
      await harness.onDay('A', '2013-07-05'),
      await harness.onDay('A', '2020-01-01'),
    ]).toEqual([['probationary'], ['probationary']]);
    const { id: revocation } = body as ChangeBody;
    expect(await harness.history('A')).toMatchObject([
      {
        id: confirmed,
        change: 'confirmed',
        decision,
        byName: null,
        revokesId: null,
        reason: null,
        revocation: { id: revocation, revokedOn: '2026-11-01', byName: '李强', reason: '误录' },
      },
      { id: revocation, change: 'revoked', revokesId: confirmed, revocation: null },
    ]);
  });

  it('is decided anew, for an earlier day too', async () => {
    const before = await stateOf(service, admin, id('A'));
    const again = await decided(admin, id('A'), 'confirm', { changedOn: '2013-07-01' });
    expect([
      await harness.onDay('A', '2013-06-30'),
      await harness.onDay('A', '2013-07-01'),
    ]).toEqual([['probationary'], ['full']]);
    await revoke(admin, id('A'), again).expect(200);
    expect(await stateOf(service, admin, id('A'))).toEqual(before);
  });

  it('tells the other services that what they were told of holds no longer', async () => {
    const entries = async (): Promise<DirectoryEntry[]> => {
      const { body } = await request(service.url)
        .get('/internal/v1/directory')
        .query({ after: '', limit: 5000 })
        .set('authorization', internalBearer(developmentSecret))
        .expect(200);
      return directoryPageSchema.parse(body).entries;
    };
    const memberships = async (): Promise<object[]> =>
      (await entries()).filter(
        (entry) => entry.kind === 'membership' && entry.personId === id('B'),
      );
    const database = await service.database.admin('members');
    const bells = async (): Promise<number | null> =>
      (await database.query(`select from outbox where type = 'members.directory.changed'`))
        .rowCount;
    const confirmed = await harness.confirm('B');
    const rung = await bells();
    await eventually(async () => expect(await memberships()).toHaveLength(2));
    await revoke(admin, id('B'), confirmed).expect(200);
    expect(await bells()).toBe((rung ?? 0) + 1);
    await eventually(async () =>
      expect(
        (await memberships()).sort((a, b) =>
          'endsOn' in a && 'endsOn' in b && a.endsOn === null ? -1 : 1,
        ),
      ).toMatchObject([
        { memberKind: 'probationary', startsOn: '2012-07-01', endsOn: null },
        { memberKind: 'full', startsOn: '2012-07-01', endsOn: '2012-07-01' },
      ]),
    );
  });

  it('is revoked once by two at once', async () => {
    const confirmed = await harness.confirm('C');
    const answers = await Promise.all([1, 2, 3].map(() => revoke(admin, id('C'), confirmed)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    for (const { status, body } of answers)
      if (status === 409) expect(body).toMatchObject({ code: 'memberships.revoked_already' });
    expect(await harness.history('C')).toHaveLength(2);
  });

  it('and another at the same moment follow one another', async () => {
    const extended = await decided(admin, id('D'), 'extend-probation', {
      changedOn: '2013-07-01',
      until: '2014-07-01',
    });
    const [revoked, confirmed] = await Promise.all([
      revoke(admin, id('D'), extended),
      decide(admin, id('D'), 'confirm', { changedOn: '2014-07-01' }),
    ]);
    expect(confirmed.status).toBe(200);
    expect([200, 409]).toContain(revoked.status);
    if (revoked.status === 409)
      expect(revoked.body).toMatchObject({ code: 'memberships.not_last' });
    else expect((await harness.history('D')).at(-1)).toMatchObject({ change: 'revoked' });
    expect(await harness.onDay('D', '2015-01-01')).toEqual(['full']);
  });
});

it.each(planModes)(
  'the history is read by index, with what was revoked of it (%s)',
  async (mode) => {
    const database = await service.database.admin('members');
    await database.query(
      `insert into membership_changes (person_id, organization_id, change, changed_on, decision, decided_by)
     select person.id, $1, 'returned', '2020-01-01', 'X', account.id
     from people person, (select id from accounts limit 1) account, generate_series(1, 500)
     where person.id <> $2`,
      [mine.branches[0], id('A')],
    );
    const nodes = await planNodes(database, mode, membershipChangesPage, [
      `'${id('A')}'`,
      `'0001-01-01'`,
      `'00000000-0000-0000-0000-000000000000'`,
      '51',
    ]);
    const indexes = nodes.flatMap((node) => node['Index Name'] ?? []);
    expect(indexes).toEqual(
      expect.arrayContaining(['membership_changes_person', 'membership_changes_revokes_key']),
    );
    const reads = nodes.filter((node) => node['Relation Name'] === 'membership_changes');
    expect(reads).not.toEqual([]);
    for (const node of reads) {
      expect(node['Node Type']).not.toBe('Seq Scan');
      expect(node['Actual Rows']).toBeLessThan(20);
    }
  },
);
