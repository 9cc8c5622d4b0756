import { planModes, planNodes } from '#libs/testing';
import { transfersPage } from '../src/transfers/transfers.read-model.js';
import type { Caller } from './members.harness.js';
import { twoSides } from './transfer-scope.harness.js';
import { type TransferBody, type TransfersHarness, withLetter } from './transfers.harness.js';

let harness: TransfersHarness;
let admin: Caller;
let sender: Caller;
let from: string;
let to: string;

const id = (number: string): string => harness.id(number);

beforeAll(async () => {
  ({ harness, from, to, sender } = await twoSides());
  admin = harness.admin;
  for (const number of ['A', 'B', 'C', 'D', 'M'])
    await withLetter(sender, id(number), { toOrganizationId: to }, '2040-03-05');
});
afterAll(() => harness.stop());

describe('the list', () => {
  it('reminds of letters that run out', async () => {
    const [letter] = await sender.all<TransferBody>('/v1/transfers?state=letter_issued');
    const expiresOn = letter?.expiresOn ?? '';
    expect(await admin.all(`/v1/transfers?expiringBefore=${expiresOn}`)).not.toContainEqual(
      expect.objectContaining({ id: letter?.id }),
    );
    harness.today(expiresOn);
    const next = `${Number(expiresOn.slice(0, 4)) + 1}-01-01`;
    expect(await admin.all(`/v1/transfers?expiringBefore=${next}`)).toContainEqual(
      expect.objectContaining({ id: letter?.id }),
    );
    harness.today(next);
    expect(await admin.all(`/v1/transfers?expiringBefore=${next}`)).toEqual([]);
  });

  it('is its pages put together, for the filters and the caller it was begun with', async () => {
    const whole = await admin.all<TransferBody>('/v1/transfers?limit=200');
    expect(whole.length).toBeGreaterThan(4);
    expect(await admin.all('/v1/transfers?limit=2')).toEqual(whole);
    expect(whole.map((one) => one.id)).toEqual(
      whole
        .map((one) => one.id)
        .sort()
        .reverse(),
    );
    const { body } = await admin.get('/v1/transfers?limit=1').expect(200);
    const { nextCursor } = body as { nextCursor: string };
    const cursor = encodeURIComponent(nextCursor);
    await admin.get(`/v1/transfers?limit=1&side=out&cursor=${cursor}`).expect(400);
    await sender.get(`/v1/transfers?limit=1&cursor=${cursor}`).expect(400);
  });

  it.each(planModes)('reads one page by index (%s)', async (mode) => {
    const database = await harness.service.database.admin('members');
    await database.query(
      `insert into transfers (person_id, from_organization_id, to_organization_id, state, closed_on)
       select $1, $2, $3, 'withdrawn', '2030-01-01' from generate_series(1, 5000)`,
      [id('A'), from, to],
    );
    await database.query(
      `insert into transfer_steps (transfer_id, step, done_on, done_by)
       select transfer.id, 'withdrawn', '2030-01-01', account.id from transfers transfer,
         (select id from accounts limit 1) account
       where not exists (select from transfer_steps where transfer_id = transfer.id)`,
    );
    const { rows } = await database.query<{ path: string }>(
      'select path from organizations where id = $1',
      [harness.mine.committee],
    );
    const path = rows[0]?.path ?? '';
    const nodes = await planNodes(database, mode, transfersPage, [
      `'{${path}}'`,
      `'{${path.slice(0, -1)}0}'`,
      `'ffffffff-ffff-ffff-ffff-ffffffffffff'`,
      `'2040-03-15'`,
      ...Array<string>(4).fill('null'),
      '51',
    ]);
    const reads = nodes.filter((node) => node['Relation Name'] === 'transfers');
    expect(reads.map((node) => node['Index Name'])).toEqual(['transfers_pkey']);
    expect(reads[0]?.['Actual Rows']).toBeLessThan(200);
    const lines = nodes.filter((node) => node['Relation Name'] === 'transfer_steps');
    for (const node of lines) expect(node['Node Type']).not.toBe('Seq Scan');
  });
});
