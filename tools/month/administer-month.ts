import type { ScoreLevel } from '#libs/contracts';
import type { Dto } from '#libs/sdk';
import type { Api } from '../api/api.js';
import { showProgress } from './progress.js';
import { distributionTable, organizationTable } from './table.js';

type Run = Dto<'RunDto'>;
type Score = Dto<'ScoreDto'>;

const SHOWN_FINDINGS = 12;

async function showCheck(api: Api, month: string): Promise<void> {
  const { findings } = await api.post<Dto<'MonthCheckDto'>>('/v1/runs/checks', { month });
  console.log(
    `\n  ${month}: ${findings.length === 0 ? 'nothing is missing' : `${findings.length} things are missing`}`,
  );
  for (const finding of findings.slice(0, SHOWN_FINDINGS))
    console.log(`    ${finding.organizationName}: ${finding.message.zh}`);
  if (findings.length > SHOWN_FINDINGS)
    console.log(`    … and ${findings.length - SHOWN_FINDINGS} more`);
}

async function untilScored(api: Api, { id, operationId }: Run): Promise<Run> {
  const progress = showProgress('run');
  try {
    await api.finished(operationId, ({ phase, done, total }) => {
      progress.update(phase, done, total ?? 0);
    });
    return await api.get<Run>(`/v1/runs/${id}`);
  } finally {
    progress.stop();
  }
}

async function showScores(api: Api, run: Run): Promise<void> {
  const level = (name: ScoreLevel): Promise<Score[]> =>
    api.all<Score>(`/v1/runs/${run.id}/scores?level=${name}`);
  const [branches, groups, members] = await Promise.all([
    level('branch'),
    level('group'),
    level('member'),
  ]);
  console.log(`\n${organizationTable(`${run.month} 党支部 branch`, branches)}`);
  console.log(
    distributionTable({
      '党支部 branches': branches,
      '党小组 groups': groups,
      '党员 members': members,
    }),
  );
}

/**
 * An administrator's month on a running suite: what is missing, the run with its progress, the result as a table, and
 * publication when it is confirmed.
 */
export async function administerMonth(
  api: Api,
  month: string,
  options: { readonly confirm: () => Promise<boolean>; readonly again: boolean },
): Promise<void> {
  const runs = await api.all<Run>(`/v1/runs?month=${month}`);
  const published = runs.find((run) => run.status === 'published');
  if (published && !options.again) {
    console.log(`\n  ${month} is published (run ${published.id})`);
    return;
  }
  await showCheck(api, month);
  const draft = runs.find((run) => run.status === 'draft' && !options.again);
  const active = runs.find((run) => run.status === 'queued' || run.status === 'scoring');
  const started = draft ?? active ?? (await api.post<Run>('/v1/runs', { month }));
  const run = await untilScored(api, started);
  await showScores(api, run);
  if (await options.confirm()) {
    await api.post(`/v1/runs/${run.id}/publish`, {});
    console.log(`\n  ${month} is published: members and secretaries find it in their inbox`);
  } else {
    console.log(`\n  ${month} stays a draft (run ${run.id})`);
  }
}
