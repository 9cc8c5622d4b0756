import type { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import type { TestService } from '#libs/testing';
import { DecisionsRevoked1796000400081 } from '../src/migrations/1796000400081-decisions-revoked.js';
import { appoint } from './codes.harness.js';
import { type Caller, enrol, startMembers } from './members.harness.js';
import { decided } from './revocations.harness.js';
import { smallMine } from './small-mine.js';

let service: TestService;
let admin: Caller;
let database: Client;
let people: Map<string, string>;
let branch: string;

const id = (number: string): string => people.get(number) ?? '';

beforeAll(async () => {
  service = await startMembers();
  const mine = await smallMine(service.url);
  ({ admin } = mine);
  [branch] = mine.branches;
  database = await service.database.admin('members');
  const kind = '预备党员';
  people = await enrol(admin, [
    ...['A', 'B', 'C', 'D', 'E'].map((number) => ({ number, name: '张伟', code: 'ZB-1', kind })),
    // Known from the founding of the branch on, which was later.
    { number: 'F', name: '王芳', code: 'ZB-1', kind, admittedOn: '1998-07-01' },
    { number: 'G', name: '李强', code: 'ZB-1' },
  ]);
});
afterAll(() => service.stop());

/** What an earlier version has left in its tables, brought to this one; all of it is rolled back. */
it('tells what was so before the decisions of before, where that can be known', async () => {
  const confirm = (number: string) =>
    decided(admin, id(number), 'confirm', { changedOn: '2013-07-01' });
  const cancel = (number: string) =>
    decided(admin, id(number), 'cancel-probation', { changedOn: '2013-07-01' });
  const sick = (number: string, changedOn: string) =>
    decided(admin, id(number), 'standing', {
      standing: 'long_sick',
      changedOn,
      contactPersonId: id('G'),
    });
  await appoint(admin, branch, id('E'), 'publicity_commissioner');
  const known = [
    await decided(admin, id('A'), 'extend-probation', {
      changedOn: '2013-07-01',
      until: '2014-01-01',
    }),
    await decided(admin, id('A'), 'confirm', { changedOn: '2014-01-01' }),
    await sick('A', '2015-01-01'),
    await cancel('D'),
  ];
  const unknown = [
    // Two on a day: which of them changed what is not told by the rows.
    await confirm('B'),
    await sick('B', '2013-07-01'),
    // Offices ended with it, or by themselves.
    await cancel('E'),
    // The row itself was changed.
    await decided(admin, id('F'), 'confirm', { changedOn: '1999-07-01' }),
  ];
  const before = async (): Promise<Map<string, unknown>> => {
    const { rows } = await database.query<{ id: string; before: unknown }>(
      'select id, before from membership_changes',
    );
    return new Map(rows.map((row) => [row.id, row.before]));
  };
  const kept = await before();
  await database.query('begin');
  try {
    await database.query(`
      alter table membership_changes drop column before, drop column revokes, drop column reason;
      alter table memberships drop column voided`);
    await new DecisionsRevoked1796000400081().up({
      query: (text: string) => database.query(text),
    } as unknown as QueryRunner);
    const told = await before();
    for (const change of known) {
      expect(kept.get(change)).toMatchObject({ standing: 'regular' });
      expect(told.get(change)).toEqual(kept.get(change));
    }
    expect(unknown.map((change) => told.get(change))).toEqual([null, null, null, null]);
  } finally {
    await database.query('rollback');
  }
});
