import { DomainError } from '#libs/contracts';
import { sampleScheme, sampleTask } from '../../test/sample-scheme.js';
import { schemeExample } from './scheme-example.js';
import { parseScheme } from './scheme.policy.js';

function refusals(definition: unknown): string[] {
  try {
    parseScheme(definition, '/definition');
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.code).toBe('assessment.scheme_invalid');
    return error.errors.map((issue) => `${issue.pointer} ${issue.code}`);
  }
}

const title = { zh: '示例', en: 'sample' };
const computed = { key: 'average', metric: 'members.average_score', title };
const average = { ...computed, kind: 'task', maximum: 1 };

describe('a scheme', () => {
  it('is taken as the document shows it', () => {
    expect(refusals(schemeExample)).toEqual([]);
  });

  it('is taken when it is sound', () => {
    expect(refusals(sampleScheme())).toEqual([]);
    expect(
      refusals(
        sampleScheme({ indicators: [sampleTask('lecture', { period: 'quarter', target: 1 })] }),
      ),
    ).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['that is nothing', null, ' invalid_type'],
    ['with a field of its own', { ...sampleScheme(), ranking: true }, ' unrecognized_keys'],
    ['with fractions', sampleScheme({ base: 60.5 }), '/base invalid_type'],
    [
      'with SQL for a key',
      sampleScheme({ indicators: [sampleTask('a"; drop table scores')] }),
      '/indicators/0/key invalid_format',
    ],
    [
      'with SQL for a number',
      { ...sampleScheme(), base: '0); drop table scores' },
      '/base invalid_type',
    ],
    [
      'with a metric nobody knows',
      sampleScheme({ indicators: [sampleTask('lecture', { metric: 'x' })] }),
      '/indicators/0/metric unknown_metric',
    ],
    [
      'with a metric of another level',
      sampleScheme({ level: 'branch' }),
      '/indicators/0/metric level',
    ],
    [
      'with a quarter and no target',
      sampleScheme({ indicators: [sampleTask('lecture', { period: 'quarter' })] }),
      '/indicators/0/target missing',
    ],
    [
      'with a count and no target',
      sampleScheme({ indicators: [sampleTask('lecture', { metric: 'lecture.given' })] }),
      '/indicators/0/target missing',
    ],
    [
      'with two indicators of one key',
      sampleScheme({ indicators: [sampleTask('lecture'), sampleTask('lecture')] }),
      '/indicators/1/key duplicate',
    ],
    ['with more than 100 points', sampleScheme({ base: 7000 }), '/taskMaximum over_100'],
    [
      'with bands that rise',
      sampleScheme({
        bands: [
          { grade: 'fair', from: 0 },
          { grade: 'good', from: 8000 },
        ],
      }),
      '/bands bands',
    ],
    [
      'with bands that leave a gap',
      sampleScheme({ bands: [{ grade: 'good', from: 10 }] }),
      '/bands bands',
    ],
    [
      'with a quarterly average',
      {
        ...sampleScheme({ level: 'group' }),
        indicators: [{ ...average, period: 'quarter', target: 1 }],
      },
      '/indicators/0 aggregate',
    ],
    [
      'with awards for an average',
      {
        ...sampleScheme({ level: 'group' }),
        indicators: [{ ...computed, kind: 'award', pointsEach: 1, cap: 1 }],
      },
      '/indicators/0/metric kind',
    ],
  ])('%s is refused, and the field named', (_, definition, refusal) => {
    expect(refusals(definition)).toContain(`/definition${refusal}`);
  });
});
