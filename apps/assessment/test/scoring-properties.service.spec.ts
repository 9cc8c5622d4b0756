import fc from 'fast-check';
import type { Client } from 'pg';
import { largestSafeProduct } from '../src/schemes/compile-tasks.js';
import type { Indicator, Scheme } from '../src/schemes/scheme.js';
import { AssessmentHarness } from './assessment.harness.js';
import { sampleScheme, sampleTask } from './sample-scheme.js';
import { type GivenFact, type GivenMember, scoreMembers } from './score-statement.js';

const title = { zh: '示例', en: 'sample' };
const types = ['branch_meeting', 'group_meeting', 'lecture', 'theme_day', 'study_session'] as const;
const metrics = [
  ...types.map((type) => `attendance.${type}`),
  'lecture.given',
  'absence.unexcused',
];

const task = (type: (typeof types)[number]) =>
  fc
    .record({
      maximum: fc.integer({ min: 1, max: 3000 }),
      shape: fc.constantFrom(
        { period: 'month' as const },
        { period: 'month' as const, target: 2 },
        { period: 'quarter' as const, target: 2 },
        { period: 'year' as const, target: 3 },
      ),
    })
    .map(({ maximum, shape }) => sampleTask(type, { maximum, ...shape }));

const amounts = {
  pointsEach: fc.integer({ min: 1, max: 500 }),
  cap: fc.integer({ min: 1, max: 1500 }),
};
const award = fc.record(amounts).map((each): Indicator => ({
  key: 'given',
  kind: 'award',
  metric: 'lecture.given',
  title,
  ...each,
}));
const deduction = fc.record(amounts).map((each): Indicator => ({
  key: 'away',
  kind: 'deduction',
  metric: 'absence.unexcused',
  title,
  ...each,
}));

const scheme: fc.Arbitrary<Scheme> = fc
  .record({
    base: fc.integer({ min: 0, max: 6000 }),
    taskMaximum: fc.integer({ min: 0, max: 4000 }),
    awardCap: fc.integer({ min: 0, max: 800 }),
    indicators: fc
      .subarray([...types], { minLength: 1 })
      .chain((chosen) => fc.tuple(award, deduction, ...chosen.map(task))),
  })
  .map((parts) => sampleScheme(parts));

const fact: fc.Arbitrary<GivenFact> = fc
  .record({
    metric: fc.constantFrom(...metrics),
    ago: fc.integer({ min: 0, max: 12 }),
    due: fc.integer({ min: 0, max: 7 }),
    done: fc.integer({ min: 0, max: 9 }),
  })
  .map((given) => ({
    ...given,
    done: given.metric.startsWith('attendance') ? Math.min(given.done, given.due) : given.done,
  }));
const members: fc.Arbitrary<GivenMember[]> = fc.array(
  fc.record({
    facts: fc.array(fact, { maxLength: 12 }),
    memberKind: fc.constantFrom('full' as const, 'probationary' as const),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('whatever the scheme and the facts', () => {
  let assessment: AssessmentHarness;
  let client: Client;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
    client = await assessment.service.database.admin('assessment');
  });
  afterAll(() => assessment.stop());

  const holds = async (property: (scheme: Scheme, members: GivenMember[]) => Promise<void>) => {
    await fc.assert(fc.asyncProperty(scheme, members, property), { numRuns: 60 });
  };
  const numbers = async (given: Scheme, whom: GivenMember[]) =>
    (await scoreMembers(client, given, whom)).map(({ score, grade }) => [score, grade]);

  it('a score lies between 0 and 100 and the awards', async () => {
    await holds(async (given, whom) => {
      for (const { score } of await scoreMembers(client, given, whom)) {
        if (score === null) continue;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(10_000 + (given.awardCap ?? 0));
      }
    });
  });

  it('the order of the indicators changes nothing', async () => {
    await holds(async (given, whom) => {
      const turned = { ...given, indicators: [...given.indicators].reverse() };
      expect(await numbers(turned, whom)).toEqual(await numbers(given, whom));
    });
  });

  it('an indicator that does not apply changes nothing', async () => {
    await holds(async (given, whom) => {
      const idle = [sampleTask('political_birthday', { maximum: 3000 }), sampleTask('service')];
      const more = { ...given, indicators: [...given.indicators, ...idle] };
      expect(await numbers(more, whom)).toEqual(await numbers(given, whom));
    });
  });

  it('nobody is scored on nothing, and who has a task is', async () => {
    await holds(async (given, whom) => {
      const tasks = given.indicators.map((indicator) => indicator.kind === 'task');
      for (const { score, not_scored, line_targets } of await scoreMembers(client, given, whom)) {
        const applies = line_targets.some(
          (target, index) => tasks[index] === true && target !== null,
        );
        expect([score !== null, not_scored]).toEqual([
          applies,
          applies ? null : 'nothing_applicable',
        ]);
      }
    });
  });

  it('only full members are graded', async () => {
    await holds(async (given, whom) => {
      const graded = await scoreMembers(client, given, whom);
      for (const [index, { score, grade }] of graded.entries())
        expect(grade !== null).toBe(score !== null && whom[index]?.memberKind === 'full');
    });
  });

  it('what others did changes nothing', async () => {
    await holds(async (given, whom) => {
      const together = await numbers(given, whom);
      const [first] = whom;
      if (first) expect(await numbers(given, [first])).toEqual([together[0]]);
    });
  });
});

describe('a score', () => {
  let assessment: AssessmentHarness;
  let client: Client;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start();
    client = await assessment.service.database.admin('assessment');
  });
  afterAll(() => assessment.stop());

  const done = (metric: string, due: number, count: number, ago = 0): GivenFact => ({
    metric: `attendance.${metric}`,
    due,
    done: count,
    ago,
  });
  const scoreOf = async (given: Scheme, facts: GivenFact[]) =>
    (await scoreMembers(client, given, [{ facts }]))[0];

  it('is rounded once, half up, from the exact fraction', async () => {
    // A third, a third and a third are one: rounding each line first would lose a hundredth.
    const thirds = sampleScheme({
      indicators: ['lecture', 'theme_day', 'service'].map((type) => sampleTask(type)),
    });
    const third = ['lecture', 'theme_day', 'service'].map((type) => done(type, 3, 1));
    expect((await scoreOf(thirds, third))?.score).toBe(6000 + 1333);
    // 1 of 8 of 4 is a half of a hundredth.
    const half = sampleScheme({ base: 0, taskMaximum: 4 });
    expect((await scoreOf(half, [done('lecture', 8, 1)]))?.score).toBe(1);
    expect((await scoreOf(half, [done('lecture', 9, 1)]))?.score).toBe(0);
  });

  it('stays exact with denominators that have nothing in common', async () => {
    const primes = [10_007, 10_009, 10_037, 10_039, 10_061];
    const given = sampleScheme({
      base: 0,
      taskMaximum: 10_000,
      indicators: types.map((type) => sampleTask(type, { maximum: 9973 })),
    });
    const facts = types.map((type, index) => done(type, primes[index] ?? 1, 5000 + index));
    const product = primes.reduce((all, prime) => all * BigInt(prime), 1n);
    const earned = primes.reduce(
      (all, prime, index) => all + (BigInt(5000 + index) * product) / BigInt(prime),
      0n,
    );
    const [dividend, divisor] = [10_000n * earned, 5n * product];
    expect((await scoreOf(given, facts))?.score).toBe(
      Number((2n * dividend + divisor) / (2n * divisor)),
    );
  });

  it('is the same fraction on both sides of what whole numbers hold', async () => {
    const [lecture, themeDay] = ['lecture', 'theme_day'] as const;
    const given = sampleScheme({
      base: 0,
      taskMaximum: 8000,
      indicators: [sampleTask(lecture, { maximum: 2500 }), sampleTask(themeDay, { maximum: 2100 })],
    });
    const room = largestSafeProduct(4600, 8000);
    const property = fc.asyncProperty(
      fc.integer({ min: 200_000, max: 1_000_000 }),
      fc.integer({ min: -3, max: 3 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (first, off, share) => {
        // The other target is the one with which the product just fits, or nearly.
        const second = Number(room / BigInt(first)) + off;
        const [some, most] = [Math.floor(share * first), Math.floor((1 - share) * second)];
        const facts = [done(lecture, first, some), done(themeDay, second, most)];
        const dividend =
          8000n * (2500n * BigInt(some) * BigInt(second) + 2100n * BigInt(most) * BigInt(first));
        const divisor = 4600n * BigInt(first) * BigInt(second);
        expect((await scoreOf(given, facts))?.score).toBe(
          Number((2n * dividend + divisor) / (2n * divisor)),
        );
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it('counts a duty of the quarter in the month in which it is met, or at the end, and at no other time', async () => {
    const given = sampleScheme({
      indicators: [sampleTask('lecture', { period: 'quarter', target: 2 })],
    });
    // December closes the quarter.
    expect((await scoreOf(given, [done('lecture', 1, 1)]))?.score).toBe(8000);
    expect((await scoreOf(given, [done('lecture', 1, 1), done('lecture', 1, 1, 1)]))?.score).toBe(
      10_000,
    );
    expect((await scoreOf(given, [done('lecture', 2, 2, 1)]))?.not_scored).toBe(
      'nothing_applicable',
    );
    expect((await scoreOf(given, [done('lecture', 2, 2, 3)]))?.score).toBe(6000);
  });

  it('under a veto keeps its points and loses its grade', async () => {
    const veto: Indicator = {
      key: 'veto',
      kind: 'veto',
      metric: 'absence.unexcused',
      ceilingGrade: 'fair',
      title,
    };
    const given = sampleScheme({ indicators: [sampleTask('lecture'), veto] });
    const absence = { metric: 'absence.unexcused', ago: 0, due: 0, done: 1 };
    expect(await scoreOf(given, [done('lecture', 1, 1)])).toMatchObject({
      score: 10_000,
      grade: 0,
    });
    expect(await scoreOf(given, [done('lecture', 1, 1), absence])).toMatchObject({
      score: 10_000,
      grade: 2,
    });
    // A grade that is worse already stays.
    expect(await scoreOf(given, [done('lecture', 2, 0), absence])).toMatchObject({
      score: 6000,
      grade: 3,
    });
  });

  it('is never below nothing', async () => {
    const deduct: Indicator = {
      key: 'away',
      kind: 'deduction',
      metric: 'absence.unexcused',
      pointsEach: 5000,
      cap: 10_000,
      title,
    };
    const given = sampleScheme({ base: 0, indicators: [sampleTask('lecture'), deduct] });
    const absence = { metric: 'absence.unexcused', ago: 0, due: 0, done: 9 };
    expect((await scoreOf(given, [done('lecture', 1, 1), absence]))?.score).toBe(0);
  });
});
