import { AssessmentHarness, filed } from './assessment.harness.js';
it('x', async () => {
  const a = await AssessmentHarness.start({ CHUNK_SIZE: '7', SCORING_CONCURRENCY: '3', LOG_LEVEL: 'warn' });
  const admin = await a.service.database.admin('assessment');
  const committee = a.directory.organization('committee', null);
  const adm = a.directory.account(null, [{ role: 'administrator', organization: committee }]);
  for (let b = 0; b < 4; b++) { const br = a.directory.organization('branch', committee); for (let g = 0; g < 2; g++) { const gr = a.directory.organization('group', br); for (let i = 0; i < 5; i++) a.directory.member(gr); } }
  const s = await a.post(adm, '/v1/runs', { month: '2026-10' });
  const id = (s.body as { id: string }).id;
  await a.settled(adm, id).catch((e) => console.log(String(e)));
  const r = await admin.query('select level, number, status, attempt, failures, done_at from run_chunks where run_id = $1 order by 1,2', [id]);
  console.log(r.rows.map((x) => JSON.stringify(x)).join('\n'));
  console.log((await admin.query('select phase, status, failure, created_at, started_at from runs')).rows);
  await a.stop();
}, 60000);
