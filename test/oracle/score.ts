import type { BranchCategory, Grade } from '#libs/contracts';
import { Fraction } from './fraction.js';
import type { SchemeDefinition } from './input.js';
import { earned, lineOf, type OracleLine, type Subject } from './lines.js';

/** Somebody, or some organization, that a scheme may score. */
export interface Candidate {
  readonly subject: Subject;
  /** The organization of a member; an organization's own. */
  readonly organizationId: string;
  readonly category: BranchCategory | null;
  /** Probationary members are scored and not graded. */
  readonly isGraded: boolean;
}

export interface OracleScore {
  readonly subjectId: string;
  readonly organizationId: string;
  /** Hundredths of a point. */
  readonly score: number | null;
  readonly grade: Grade | null;
  readonly notScored: 'category' | 'nothing_applicable' | null;
  readonly lines: readonly OracleLine[];
}

export function scoreOne(scheme: SchemeDefinition, candidate: Candidate): OracleScore {
  const { subject, organizationId, category, isGraded } = candidate;
  const nobody = { subjectId: subject.id, organizationId, score: null, grade: null };
  const { categories } = scheme.applies;
  if (categories && (category === null || !categories.includes(category)))
    return { ...nobody, notScored: 'category', lines: [] };

  const lines = scheme.indicators.map((indicator) => lineOf(subject, indicator));
  const { applicable, tasks, awards, deductions, ceilings } = totals(scheme, lines);
  if (applicable === 0) return { ...nobody, notScored: 'nothing_applicable', lines };
  const share = tasks.times(Fraction.of(scheme.taskMaximum, applicable)).halfUp();
  const total = scheme.base + share + Math.min(awards, scheme.awardCap ?? Infinity) - deductions;
  const points = Math.max(0, total);
  const grade = isGraded ? gradeOf(points, scheme.bands, ceilings) : null;
  return { ...nobody, score: points, grade, notScored: null, lines };
}

interface Totals {
  applicable: number;
  tasks: Fraction;
  awards: number;
  deductions: number;
  ceilings: Grade[];
}

function totals({ indicators }: SchemeDefinition, lines: readonly OracleLine[]): Totals {
  const sum: Totals = {
    applicable: 0,
    tasks: Fraction.zero,
    awards: 0,
    deductions: 0,
    ceilings: [],
  };
  for (const [index, indicator] of indicators.entries()) {
    const { value = 0, target = null, points = 0 } = lines[index] ?? {};
    switch (indicator.kind) {
      case 'task':
        if (target === null) break;
        sum.applicable += indicator.maximum;
        sum.tasks = sum.tasks.plus(earned(indicator.maximum, value, target));
        break;
      case 'award':
        sum.awards += points;
        break;
      case 'deduction':
        sum.deductions -= points;
        break;
      case 'veto':
        if (value > 0) sum.ceilings.push(indicator.ceilingGrade);
        break;
    }
  }
  return sum;
}

/** Bands go from the best grade down. */
function gradeOf(
  points: number,
  bands: SchemeDefinition['bands'],
  ceilings: readonly Grade[],
): Grade | null {
  const reached = bands.findIndex(({ from }) => from <= points);
  if (reached < 0) return null;
  const lowered = ceilings.map((ceiling) => bands.findIndex(({ grade }) => grade === ceiling));
  return bands[Math.max(reached, ...lowered)]?.grade ?? null;
}
