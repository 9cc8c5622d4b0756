import { z } from 'zod';
import { branchCategories, grades, scoreLevels } from '#libs/contracts';

export const MAX_POINTS = 10_000;
const MAX_INDICATORS = 40;

const hundredths = z.int().min(0).max(MAX_POINTS);
const text = z.string().trim().min(1).max(200);
const title = z.strictObject({ zh: text, en: text });
const key = z.string().regex(/^[a-z][a-z0-9_]{0,49}$/, 'lower case letters, digits and _');
const common = { key, metric: z.string().max(100), title, source: text.optional() };

const task = z.strictObject({
  ...common,
  kind: z.literal('task'),
  /** Its weight among the tasks. */
  maximum: hundredths.min(1),
  /** How often in the period; absent: as often as the facts say it was due. */
  target: z.int().min(1).max(1000).optional(),
  period: z.enum(['month', 'quarter', 'year']),
});

const award = z.strictObject({
  ...common,
  kind: z.enum(['award', 'deduction']),
  pointsEach: hundredths.min(1),
  cap: hundredths.min(1),
});

const veto = z.strictObject({
  ...common,
  kind: z.literal('veto'),
  /** The best grade that is left once the metric counts at all. */
  ceilingGrade: z.enum(grades),
});

const indicator = z.discriminatedUnion('kind', [task, award, veto]);

/**
 * A scoring scheme, as it is kept and as it is sent. All amounts are whole hundredths of a point, so that no score ever
 * depends on how a machine rounds fractions.
 */
export const schemeShape = z.strictObject({
  level: z.enum(scoreLevels),
  title,
  /** What everybody has before anything is counted. */
  base: hundredths,
  /** What the tasks together can add to the base. */
  taskMaximum: hundredths,
  /** Who is scored: branches of these categories and all in them; without, everybody. */
  applies: z.strictObject({ categories: z.array(z.enum(branchCategories)).min(1).optional() }),
  indicators: z.array(indicator).min(1).max(MAX_INDICATORS),
  /** The most that all awards together can add. */
  awardCap: hundredths.optional(),
  /** From the best grade down; a grade is had from its number of points on. */
  bands: z.array(z.strictObject({ grade: z.enum(grades), from: hundredths })).min(1),
});

export type Scheme = z.infer<typeof schemeShape>;
export type Indicator = Scheme['indicators'][number];
export type TaskIndicator = Extract<Indicator, { kind: 'task' }>;
export type Period = TaskIndicator['period'];
