import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { DirectoryProjector } from '#libs/directory';
import { Inbox } from '#libs/messaging';
import { eventually } from '#libs/testing';
import { WhenDirectoryChangedRefreshDirectory } from '../src/subscribers/when-directory-changed-refresh-directory.subscriber.js';
import { AssessmentHarness } from './assessment.harness.js';

const tables = [
  'organizations',
  'people',
  'memberships',
  'exemptions',
  'accounts',
  'grants',
  'ended_sessions',
];

describe('the copy of the directory', () => {
  let assessment: AssessmentHarness;
  let admin: Client;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
    admin = await assessment.service.database.admin('assessment');
  });
  afterAll(() => assessment.stop());

  const copy = async () => {
    const copies: Record<string, unknown[]> = {};
    for (const table of tables) {
      const { rows } = await admin.query<{ row: string }>(
        `select to_jsonb(copied)::text as row from directory_${table} copied order by 1`,
      );
      copies[table] = rows.map(({ row }) => row);
    }
    return copies;
  };

  it('follows the bell, however often it rings', async () => {
    const { app } = assessment.service;
    const branch = assessment.directory.organization('branch', null);
    const { id } = assessment.directory.member(branch, { name: 'Ann' });
    const bell = {
      id: randomUUID(),
      type: 'members.directory.changed',
      occurredAt: '2026-11-01T00:00:00Z',
      traceId: null,
      payload: { v: 1 },
    };
    const subscriber = app.get(WhenDirectoryChangedRefreshDirectory);
    expect(await app.get(Inbox).deliver(subscriber, [bell, bell])).toBe(1);
    expect(await app.get(Inbox).deliver(subscriber, [bell])).toBe(0);
    await eventually(async () => {
      const { rows } = await admin.query('select name from directory_people where id = $1', [id]);
      expect(rows).toEqual([{ name: 'Ann' }]);
    });
  });

  it('rebuilt from nothing equals the one it replaces', async () => {
    const committee = assessment.directory.organization('committee', null);
    const branch = assessment.directory.organization('branch', committee);
    for (let index = 0; index < 20; index += 1)
      assessment.directory.exemption(
        assessment.directory.member(branch, { roles: [{ role: 'branch_secretary' }] }),
      );
    await assessment.pull();
    const before = await copy();
    expect(before['grants']?.length).toBeGreaterThan(39);
    // Who is exempt is nothing that scores are made of.
    expect(before['exemptions']).toEqual([]);
    await assessment.service.app.get(DirectoryProjector).rebuild();
    expect(await copy()).toEqual(before);
  });
});
