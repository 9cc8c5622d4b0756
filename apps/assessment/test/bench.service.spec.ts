import { AssessmentHarness } from './assessment.harness.js';
import { compileScheme } from '../src/schemes/compile-scheme.js';
import { parseScheme } from '../src/schemes/scheme.policy.js';
import { eventually } from '#libs/testing';

it('bench', async () => {
  const N = Number(process.env.BENCH ?? 20000);
  const assessment = await AssessmentHarness.start({ CHUNK_SIZE: process.env.CHUNK ?? '20000' });
  const admin = await assessment.service.database.admin('assessment');
  const committee = assessment.directory.organization('committee', null);
  const administrator = assessment.directory.account(null, [{ role: 'administrator', organization: committee }]);
  await assessment.pull();
  const B = Math.ceil(N / 40);
  const q = async (t: string, v: unknown[] = []) => { const s = performance.now(); await admin.query(t, v); console.log(t.trim().slice(0, 50), Math.round(performance.now() - s)); };
  await q(`insert into directory_organizations select md5('b'||i)::uuid, $1, 'branch', 'production', 'B'||i, 'branch '||i, $2 || 'b' || lpad(i::text,6,'0') || '/', '2020-01-01' from generate_series(1,${B}) i`, [committee.id, committee.path]);
  await q(`insert into directory_organizations select md5('g'||i||'-'||j)::uuid, md5('b'||i)::uuid, 'group', null, 'G'||i||j, 'group', $1 || 'b' || lpad(i::text,6,'0') || '/g' || j || '/', '2020-01-01' from generate_series(1,${B}) i, generate_series(1,3) j`, [committee.path]);
  await q(`insert into directory_people select md5('p'||i)::uuid, 'p' from generate_series(1,${N}) i`);
  await q(`insert into directory_memberships select gen_random_uuid(), md5('p'||i)::uuid, md5('g'||((i-1)/40+1)||'-'||(i%3+1))::uuid, 'full','regular','2020-01-01' from generate_series(1,${N}) i`);
  await q(`insert into facts (month, metric, organization_id, subject_id, source_id, revision, due, done, effective_on, status, recorded_at)
    select 24321, m, md5('b'||((i-1)/40+1))::uuid, md5('p'||i)::uuid, md5('a'||m||'-'||((i-1)/40+1))::uuid, 0, case when m < 300 then 1 else 0 end, case when (i*m)%7=0 then 0 else 1 end, '2026-10-10', 'present', now() from generate_series(1,${N}) i, unnest(array[101,103,104,105,301,302]) m`);
  await q(`insert into facts (month, metric, organization_id, subject_id, source_id, revision, due, done, effective_on, recorded_at)
    select 24321, m, md5('b'||i)::uuid, md5('b'||i)::uuid, md5('a'||m||'-'||i)::uuid, 0, 0, 1, '2026-10-10', now() from generate_series(1,${B}) i, unnest(array[201,202,204,205]) m`);
  await q('analyze');
  for (let i = 0; i < 2; i++) {
    const s = performance.now();
    const r = await assessment.post(administrator, '/v1/runs', { month: '2026-10' });
    const id = (r.body as { id: string }).id;
    console.log('posted', r.status, Math.round(performance.now() - s));
    if (i === 5) for (const level of ['member', 'branch']) {
      const sch = parseScheme((await admin.query(`select definition from schemes where level = '${level}'`)).rows[0].definition);
      const c = (await admin.query(`select * from run_chunks where run_id = $1 and level = ${level === 'member' ? 0 : 2} and number = 0`, [id])).rows[0];
      const st = compileScheme(sch, '2026-10');
      const e = await admin.query('explain ' + st.text, st.values(id, { fromPath: c.from_path, fromId: c.from_id, toPath: c.to_path, toId: c.to_id, belowPath: c.below_path }));
      console.log(e.rows.map((x) => x['QUERY PLAN']).filter((x)=>!/Output/.test(x)).map((x)=>x.slice(0,200)).join('\n'));
    }
    await eventually(async () => { for (let k = 0; k < 200; k++) { if (k === 100) { for (const level of ['group']) { const sch = parseScheme((await admin.query(`select definition from schemes where level = '${level}'`)).rows[0].definition); const c = (await admin.query(`select * from run_chunks where run_id = $1 and level = 1 and number = 0`, [id])).rows[0]; const st = compileScheme(sch, '2026-10'); const e = await admin.query('explain ' + st.text, st.values(id, { fromPath: c.from_path, fromId: c.from_id, toPath: c.to_path, toId: c.to_id, belowPath: c.below_path })); console.log(e.rows.map((x) => x['QUERY PLAN']).map((x)=>x.slice(0,200)).join('\n'));} const a = await admin.query(`select state, wait_event, now()-query_start as d, left(query, 100) q from pg_stat_activity where state <> 'idle'`); console.log(JSON.stringify(a.rows)); const ch = await admin.query(`select level, number, status, failures, subjects from run_chunks where run_id = $1 order by 1,2`, [id]); console.log(JSON.stringify(ch.rows)); } const x = await assessment.get(administrator, `/v1/runs/${id}`); if (x.body.status === 'draft') { console.log(JSON.stringify(x.body)); return; } if (x.body.status==='failed') throw new Error(x.text); await new Promise((z) => setTimeout(z, 50)); } throw new Error('wait'); });
    console.log('run', Math.round(performance.now() - s));
    const t = await admin.query(`select level, count(*), min(done_at) a, max(done_at) b from run_chunks where run_id = $1 group by 1 order by 1`, [id]);
    console.log(t.rows.map((x) => `${x.level} ${x.count} ${x.a.toISOString().slice(17)} ${x.b.toISOString().slice(17)}`).join('\n'));
    const p = performance.now();
    const pub = await assessment.post(administrator, `/v1/runs/${id}/publish`);
    console.log('publish', pub.status, Math.round(performance.now() - p));
  }
  await assessment.stop();
}, 600000);
