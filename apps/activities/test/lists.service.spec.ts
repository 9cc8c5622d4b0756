import fc from 'fast-check';
import type { Client } from 'pg';
import { planNodes, type SamplePerson, statementsOf } from '#libs/testing';
import { activityLists } from '../src/activities/activities.read-model.js';
import { ActivitiesHarness, attendanceOf, type Organization } from './activities.harness.js';

describe('lists of activities', () => {
  let activities: ActivitiesHarness;
  let database: Client;
  let branch: Organization;
  let groups: Organization[];
  let secretary: SamplePerson;
  let officer: SamplePerson;

  beforeAll(async () => {
    activities = await ActivitiesHarness.start();
    database = await activities.service.database.admin('activities');
    const { directory } = activities;
    const committee = directory.organization('committee', null);
    branch = directory.organization('branch', committee);
    groups = Array.from({ length: 5 }, () => directory.organization('group', branch));
    const sibling = directory.organization('branch', committee);
    directory.organization('branch', directory.organization('committee', null));
    secretary = directory.member(branch, { roles: [{ role: 'branch_secretary' }] });
    officer = directory.member(committee, { roles: [{ role: 'committee_officer' }] });
    directory.member(sibling, { roles: [{ role: 'branch_secretary' }] });
    await activities.pull();
    // One a day in every organization at the same time, so that pages break among equals.
    await database.query(`
      insert into activities (organization_id, types, title, starts_at, held_on, status, created_by)
      select organization.id,
        case number % 3 when 0 then array['theme_day', 'lecture'] else array['theme_day'] end, 'x',
        timestamptz '2026-10-01T09:00:00+08:00' + number * interval '1 day',
        date '2026-10-01' + number, case number % 5 when 0 then 'cancelled' else 'planned' end, uuidv7()
      from directory_organizations organization, generate_series(0, 199) as number
      where organization.type in ('branch', 'group')`);
    await database.query('analyze');
  });
  afterAll(() => activities.stop());

  const whole = async (
    who: SamplePerson,
    filter: string,
    limit: number,
    between?: () => Promise<void>,
  ): Promise<string[]> => {
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const more = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const { status, body } = await activities.get(
        who.accountId,
        `/v1/activities?limit=${limit}${filter}${more}`,
      );
      expect(status).toBe(200);
      expect(body.data.length).toBeLessThanOrEqual(limit);
      ids.push(...body.data.map((row) => row.id));
      cursor = body.nextCursor;
      await between?.();
    }
    return ids;
  };
  const expected = async (under: string, where = 'true'): Promise<string[]> => {
    const { rows } = await database.query<{ id: string }>(
      `select activity.id from activities activity join directory_organizations organization
         on organization.id = activity.organization_id
       where starts_with(organization.path, $1) and ${where} order by starts_at desc, activity.id desc`,
      [under],
    );
    return rows.map((row) => row.id);
  };

  it('concatenated over their pages are the whole, and nothing foreign', async () => {
    const all = await expected(branch.path);
    expect(all).toHaveLength(1200);
    expect(await whole(secretary, '', 37)).toEqual(all);
  });

  it.each([
    ['&status=cancelled', `status = 'cancelled'`],
    ['&type=lecture', `'lecture' = any (types)`],
    ['&month=2026-11', `held_on between '2026-11-01' and '2026-11-30'`],
    [
      '&month=2027-02&status=planned&type=lecture',
      `held_on between '2027-02-01' and '2027-02-28'
       and status = 'planned' and 'lecture' = any (types)`,
    ],
  ])('filtered by %s', async (filter, where) => {
    const rows = await expected(branch.path, where);
    expect(rows.length).toBeGreaterThan(0);
    expect(await whole(secretary, filter, 50)).toEqual(rows);
  });

  it('in the other direction are the same, turned around', async () => {
    const all = await expected(branch.path, `status = 'planned'`);
    expect(await whole(secretary, '&status=planned&sort=startsAt', 61)).toEqual(all.reverse());
  });

  it('concatenated while others are written are the list, each once', async () => {
    let written = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('startsAt', '-startsAt'),
        fc.integer({ min: 40, max: 150 }),
        async (sort, limit) => {
          const before = await whole(secretary, `&type=lecture&sort=${sort}`, 200);
          const during = await whole(secretary, `&type=lecture&sort=${sort}`, limit, async () => {
            written += 1;
            await database.query(
              `insert into activities (organization_id, types, title, starts_at, held_on, created_by)
               select id, array['lecture'], 'w', date_trunc('milliseconds', timestamptz '2026-10-01'
                 + random() * interval '200 days' + $1 * interval '1 minute'), '2026-10-01', uuidv7()
               from directory_organizations where path >= $2 and path < $3`,
              [written, branch.path, `${branch.path.slice(0, -1)}0`],
            );
            // Touches what is listed, and not its place.
            await database.query(`update activities set title = 'y' where random() < 0.05`);
          });
          const known = new Set(before);
          expect(new Set(during).size).toBe(during.length);
          expect(during.filter((id) => known.has(id))).toEqual(before);
        },
      ),
      { numRuns: 8 },
    );
    await database.query(`delete from activities where title = 'w' or types = array['lecture']`);
  });

  it('of one organization and all below; of a foreign one nothing', async () => {
    const [group] = groups;
    const ids = await whole(officer, `&organizationId=${String(group?.id)}`, 150);
    expect(ids).toEqual(await expected(group?.path ?? '-'));
    const { rows } = await database.query<{ id: string }>(
      'select id from directory_organizations where not starts_with(path, $1)',
      [branch.path],
    );
    expect(rows.length).toBeGreaterThan(2);
    for (const { id } of rows.filter((row) => row.id !== branch.parentId))
      expect(await whole(secretary, `&organizationId=${id}`, 50)).toEqual([]);
    // Asked for from above, what is shown is still only one's own.
    expect(await whole(secretary, `&organizationId=${String(branch.parentId)}`, 200)).toEqual(
      await expected(branch.path),
    );
  });

  it('take a cursor back only for the same filter and the same caller', async () => {
    const { body } = await activities.get(
      secretary.accountId,
      '/v1/activities?limit=1&status=planned',
    );
    const cursor = encodeURIComponent(body.nextCursor ?? '');
    for (const [who, query] of [
      [secretary, `?status=cancelled&cursor=${cursor}`],
      [secretary, `?cursor=${cursor}`],
      [secretary, `?status=planned&sort=startsAt&cursor=${cursor}`],
      [officer, `?status=planned&cursor=${cursor}`],
      [secretary, `?status=planned&cursor=A${cursor.slice(1)}`],
      [secretary, '?status=planned&cursor=x'],
    ] as const) {
      const answer = await activities.get(who.accountId, `/v1/activities${query}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'request.cursor_invalid']);
    }
    const own = await activities.get(secretary.accountId, `/v1/me/activities?cursor=${cursor}`);
    expect(own.status).toBe(400);
    expect(
      (await activities.get(secretary.accountId, `/v1/activities?status=planned&cursor=${cursor}`))
        .status,
    ).toBe(200);
  });

  it.each([
    ['-startsAt', 'force_custom_plan'],
    ['-startsAt', 'force_generic_plan'],
    ['startsAt', 'force_custom_plan'],
    ['startsAt', 'force_generic_plan'],
  ] as const)(
    'by %s read by index a page for each organization at most (%s)',
    async (sort, mode) => {
      const { statement, start } = activityLists[sort];
      const ranges = [branch.path, `${branch.path.slice(0, -1)}0`].map((path) => `'{${path}}'`);
      const values = [
        ...ranges,
        ...[...start, '-infinity', 'infinity'].map((value) => `'${value}'`),
        'null',
        'null',
        '51',
      ];
      const nodes = await planNodes(database, mode, statement, values);
      const reads = nodes.filter((node) => node['Relation Name'] === 'activities');
      expect(reads.map((node) => node['Index Name'])).toEqual(['activities_of_organization']);
      const [read] = reads;
      const touched =
        ((read?.['Actual Rows'] ?? 0) + (read?.['Rows Removed by Filter'] ?? 0)) *
        (read?.['Actual Loops'] ?? 0);
      const organizations = groups.length + 1;
      expect(touched).toBeGreaterThan(0);
      expect(touched).toBeLessThanOrEqual(organizations * 51);
    },
  );

  describe('in statements', () => {
    /** The service's own tables; the outbox and the directory's feed are asked all the time. */
    const own = /\b(activities|attendances|evidence|reviews|directory_memberships)\b/;

    it('need one for a page, be it of one row or of two hundred', async () => {
      for (const limit of [1, 200]) {
        const path = `/v1/activities?limit=${limit}`;
        const sent = await statementsOf(own, async () => {
          const { body } = await activities.get(secretary.accountId, path);
          expect(body.data).toHaveLength(limit);
        });
        expect(sent).toHaveLength(1);
      }
    });

    it('need as many to record three people as to record sixty', async () => {
      const counts: number[] = [];
      for (const size of [3, 60]) {
        const group = activities.directory.organization('group', branch);
        const people = Array.from({ length: size }, () => activities.directory.member(group));
        await activities.pull();
        const id = await activities.planned(secretary.accountId, group);
        const sent = await statementsOf(own, () =>
          activities.bring(id, 'held', { recorder: secretary.accountId }, attendanceOf(people)),
        );
        counts.push(sent.length);
      }
      // Lock, load, members, attendance, evidence, activity; then the answer.
      expect(counts).toEqual([7, 7]);
    });
  });
});
