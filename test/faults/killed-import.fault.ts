import { Api } from '../../tools/api/api.js';
import { fictionalCitizenNumber } from '../../tools/demo/citizen-number.js';
import { FaultMine } from '../setup/fault-mine.js';
import type { ServiceProcess } from '../setup/service-process.js';

const environment = { ADMIN_PASSWORD: 'the-first-administrator' };
const MEMBERS = 3000;

function roster(): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: MEMBERS }, (_, n) => {
    const day = `19${70 + (n % 20)}-0${1 + (n % 9)}-1${n % 10}`;
    const citizen = fictionalCitizenNumber(day, 'male', Math.floor(n / 180));
    return `T${n},党员${n},${citizen},Z-1,正式党员,2010-07-01`;
  });
  const header = '工号,姓名,公民身份号码,所在组织编码,党员类别,入党日期';
  return new TextEncoder().encode([header, ...rows].join('\n'));
}

describe('a members service that is killed in the middle of a roster import', () => {
  let mine: FaultMine;

  beforeAll(async () => {
    mine = await FaultMine.open();
  });
  afterAll(() => mine.close());

  const loggedIn = async (service: ServiceProcess): Promise<Api> => {
    const api = new Api(service.url);
    await api.logIn('admin', environment.ADMIN_PASSWORD);
    return api;
  };

  it('has applied it once when it is back, and whoever watches sees it end', async () => {
    const doomed = await mine.service('members', {
      ...environment,
      FAILPOINTS: 'import.applied=kill',
    });
    const admin = await loggedIn(doomed);
    const founded = { foundedOn: '2000-01-01' };
    const committee = await admin.post<{ id: string }>('/v1/organizations', {
      ...founded,
      parentId: null,
      type: 'committee',
      code: 'Z',
      name: '党委',
    });
    await admin.post('/v1/organizations', {
      ...founded,
      parentId: committee.id,
      type: 'branch',
      category: 'production',
      code: 'Z-1',
      name: '党支部',
    });
    const { id, operationId } = await admin.upload<{ id: string; operationId: string }>(
      '/v1/roster-imports?dryRun=false',
      'roster.csv',
      roster(),
    );
    expect(await doomed.gone).toBe('SIGKILL');
    expect(await mine.value('select count(*) as value from members.people')).toBe('0');
    const again = await mine.service('members', environment);
    const watcher = await loggedIn(again);
    let done = 0;
    await watcher.finished(operationId, (progress) => {
      expect(progress.done).toBeGreaterThanOrEqual(done);
      done = progress.done;
    });
    const { report } = await watcher.get<{ report: { created: number } }>(
      `/v1/roster-imports/${id}`,
    );
    expect(report.created).toBe(MEMBERS);
    for (const table of ['people', 'memberships'])
      expect(await mine.value(`select count(*) as value from members.${table}`)).toBe(
        String(MEMBERS),
      );
    const kept = `select count(*) as value from members.roster_imports where file_sealed is not null`;
    expect(await mine.value(kept)).toBe('0');
  });
});
