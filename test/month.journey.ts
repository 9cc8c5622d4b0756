import { type ScoreLevel, scoreLevels } from '#libs/contracts';
import { DirectoryProjector } from '#libs/directory';
import { allRows, type Client, type Dto, expectData, Session } from '#libs/sdk';
import { eventually } from '#libs/testing';
import { loadDemo } from '../tools/demo/load.js';
import { inParallel } from '../tools/api/in-parallel.js';
import { type OracleMonth, scoreMonth } from './oracle/oracle.js';
import { oracleInput } from './setup/oracle-input.js';
import { adminPassword, startTestSuite, type TestSuite } from './setup/suite.js';

/** A month in the middle of a quarter, and one that closes a quarter: a duty of the quarter counts only then. */
const months = ['2026-09', '2026-10'];
const demoPassword = 'a-password-for-the-demo';

type Explained = Dto<'ExplainedScoreDto'>;

/** An average is shown in points; all else is counted. */
const counted = (metric: string, amount: number | null): number | null =>
  metric.endsWith('.average_score') ? hundredths(amount) : amount;

const hundredths = (points: number | null): number | null =>
  points === null ? null : Math.round(points * 100);

describe('a month of the demo mine, end to end', () => {
  let suite: TestSuite;
  let admin: Client;

  const logIn = async (username: string, password: string): Promise<Client> =>
    (await Session.logIn({ baseUrl: suite.url }, { username, password })).client;

  beforeAll(async () => {
    suite = await startTestSuite();
    await loadDemo({
      baseUrl: suite.url,
      adminPassword,
      demoPassword,
      lastMonth: '2026-10',
      report: () => undefined,
    });
    admin = await logIn('admin', adminPassword);
    // The last activity is filed; its facts are on their way.
    await eventually(async () => {
      const assessment = await suite.database.admin('assessment');
      const activities = await suite.database.admin('activities');
      const count = async (client: typeof assessment, text: string): Promise<number> =>
        Number((await client.query<{ n: string }>(text)).rows[0]?.n);
      const filed = await count(
        activities,
        `select count(*) as n from activities where status = 'filed'`,
      );
      const heard = await count(assessment, `select count(distinct source_id) as n from facts`);
      expect(filed).toBeGreaterThan(800);
      expect(heard).toBe(filed);
    });
  }, 240_000);

  afterAll(() => suite.stop());

  const run = async (month: string): Promise<string> => {
    const { id } = expectData(
      await admin.POST('/v1/runs', {
        params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
        body: { month },
      }),
    );
    let last = 0;
    await eventually(async () => {
      const { status, progress } = expectData(
        await admin.GET('/v1/runs/{id}', { params: { path: { id } } }),
      );
      if (progress.done < last) throw new Error('progress went back');
      last = progress.done;
      expect(status).toBe('draft');
    });
    return id;
  };

  const explained = async (runId: string, level: ScoreLevel): Promise<Map<string, Explained>> => {
    const rows = await allRows(admin, '/v1/runs/{id}/scores', {
      path: { id: runId },
      query: { level },
    });
    const scores = new Map<string, Explained>();
    await inParallel(8, rows, async ({ subjectId }) => {
      const path = { id: runId, subjectId };
      const answer = await admin.GET('/v1/runs/{id}/scores/{subjectId}', { params: { path } });
      scores.set(subjectId, expectData(answer));
    });
    return scores;
  };

  const compare = (oracle: OracleMonth[ScoreLevel], scores: Map<string, Explained>): void => {
    expect([...scores.keys()].sort()).toEqual(oracle.map(({ subjectId }) => subjectId).sort());
    for (const expected of oracle) {
      const got = scores.get(expected.subjectId);
      expect({
        subjectId: got?.subjectId,
        score: hundredths(got?.score ?? null),
        grade: got?.grade,
        lines: got?.lines.map(({ key, metric, value, target, points }) => ({
          key,
          value: counted(metric, value),
          target: counted(metric, target),
          points: hundredths(points),
        })),
      }).toEqual({
        subjectId: expected.subjectId,
        score: expected.score,
        grade: expected.grade,
        lines: expected.lines.map(({ key, value, target, points }) => ({
          key,
          value,
          target,
          points,
        })),
      });
    }
  };

  it.each(months)(
    '%s: every score and line is what the oracle says',
    async (month) => {
      const runId = await run(month);
      const oracle = scoreMonth(await oracleInput(suite.database, admin, month));
      expect(oracle.member).toHaveLength(600);
      for (const level of scoreLevels) compare(oracle[level], await explained(runId, level));
      expectData(await admin.POST('/v1/runs/{id}/publish', { params: { path: { id: runId } } }));
    },
    180_000,
  );

  it('shows every grade, so that the comparison has seen them all', async () => {
    const [latest] = await allRows(admin, '/v1/runs', { query: { month: '2026-10' } });
    const grades = new Set<string | null>();
    for (const level of scoreLevels) {
      const rows = await allRows(admin, '/v1/runs/{id}/scores', {
        path: { id: latest?.id ?? '' },
        query: { level },
      });
      for (const { grade } of rows) grades.add(grade);
    }
    expect([...grades].sort()).toEqual(['below_standard', 'excellent', 'fair', 'good', null]);
  });

  it('tells a member the own score, and a secretary the branch’s', async () => {
    const secretary = await logIn('secretary-0101', demoPassword);
    await eventually(async () => {
      const { data } = expectData(await secretary.GET('/v1/inbox'));
      expect(data.map(({ kind }) => kind).sort()).toEqual([
        'score.branch',
        'score.branch',
        'score.member',
        'score.member',
      ]);
    });
    const own = expectData(await secretary.GET('/v1/me/scores'));
    expect(own.data.map(({ month }) => month)).toEqual(['2026-10', '2026-09']);
  });

  it('keeps published scores as they are, whoever asks the database', async () => {
    const assessment = await suite.database.admin('assessment');
    await expect(assessment.query('update scores set score = 0')).rejects.toThrow();
    await expect(assessment.query('delete from scores')).rejects.toThrow();
  });

  it('rebuilds every copy of the directory from nothing to what it was', async () => {
    const tables = [
      'organizations',
      'people',
      'memberships',
      'exemptions',
      'accounts',
      'grants',
      'ended_sessions',
    ];
    for (const name of ['activities', 'assessment', 'notifications'] as const) {
      const client = await suite.database.admin(name);
      const contents = async (): Promise<string[]> => {
        const hashes: string[] = [];
        for (const table of tables) {
          const { rows } = await client.query<{ hash: string }>(
            `select count(*) || ':' || md5(string_agg(row::text, '|' order by row::text)) as hash
             from directory_${table} row`,
          );
          hashes.push(`${table} ${rows[0]?.hash ?? ''}`);
        }
        return hashes;
      };
      const before = await contents();
      await suite.services[name].app.get(DirectoryProjector).rebuild();
      expect(await contents()).toEqual(before);
    }
  });
});
