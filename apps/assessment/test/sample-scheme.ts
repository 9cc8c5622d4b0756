import type { Indicator, Scheme } from '../src/schemes/scheme.js';

const title = { zh: '示例', en: 'sample' };

/** A valid scheme for tests, to be changed in the point that a test is about. */
export function sampleScheme(overrides: Partial<Scheme> = {}): Scheme {
  return {
    level: 'member',
    title,
    base: 6000,
    taskMaximum: 4000,
    applies: {},
    indicators: [sampleTask('lecture')],
    bands: [
      { grade: 'excellent', from: 9000 },
      { grade: 'below_standard', from: 0 },
    ],
    ...overrides,
  };
}

export function sampleTask(type: string, overrides: object = {}): Indicator {
  return {
    key: type,
    kind: 'task',
    metric: `attendance.${type}`,
    maximum: 1000,
    period: 'month',
    title,
    ...overrides,
  };
}
