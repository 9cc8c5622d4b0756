import Table from 'cli-table3';
import { grades, type Grade, terms } from '#libs/contracts';
import type { Dto } from '#libs/sdk';

const plain = { head: [], border: [], compact: true };

/** How many of a level stand in each grade. */
function gradeCounts(rows: readonly Dto<'ScoreDto'>[]): Record<Grade | 'none', number> {
  const counts: Record<Grade | 'none', number> = {
    excellent: 0,
    good: 0,
    fair: 0,
    below_standard: 0,
    none: 0,
  };
  for (const row of rows) counts[row.grade ?? 'none'] += 1;
  return counts;
}

/** The organizations' scores, for those who answer for them. People are counted, never listed in order. */
export function organizationTable(title: string, rows: readonly Dto<'ScoreDto'>[]): string {
  const table = new Table({
    head: [title, '得分 score', '等次 grade'],
    colAligns: ['left', 'right', 'left'],
    style: plain,
  });
  const shown = [...rows].sort((a, b) => (b.score ?? -1) - (a.score ?? -1));
  for (const row of shown) {
    const grade = row.grade === null ? '—' : `${terms[row.grade].zh} ${terms[row.grade].en}`;
    table.push([row.name ?? '—', row.score === null ? '—' : row.score.toFixed(2), grade]);
  }
  return table.toString();
}

export function distributionTable(
  levels: Readonly<Record<string, readonly Dto<'ScoreDto'>[]>>,
): string {
  const heads = grades.map((grade) => `${terms[grade].zh} ${terms[grade].en}`);
  const table = new Table({ head: ['', ...heads, '不评等 no grade', '合计 all'], style: plain });
  for (const [level, rows] of Object.entries(levels)) {
    const counts = gradeCounts(rows);
    table.push([level, ...grades.map((grade) => counts[grade]), counts.none, rows.length]);
  }
  return table.toString();
}
