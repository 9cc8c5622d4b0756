import { sampleScheme, sampleTask } from '../../test/sample-scheme.js';
import { sqlInteger } from './compile-lines.js';
import { compileScheme } from './compile-scheme.js';

const chunk = {
  fromPath: '1/',
  fromId: '00000000-0000-4000-8000-000000000001',
  toPath: '1/2/',
  toId: '00000000-0000-4000-8000-000000000002',
};
const run = '00000000-0000-4000-8000-000000000003';
const text = (overrides: Parameters<typeof sampleScheme>[0], month = '2026-10') =>
  compileScheme(sampleScheme(overrides), month).text;

describe('a compiled scheme', () => {
  it('is one statement, with the chunk as parameters', () => {
    const statement = compileScheme(
      sampleScheme({ applies: { categories: ['office'] } }),
      '2026-10',
    );
    expect(statement.text).not.toContain(';');
    expect(statement.text.match(/insert into \w+/g)).toEqual([
      'insert into scores',
      'insert into run_totals',
    ]);
    expect(statement.values(run, chunk)).toEqual([
      24321,
      run,
      0,
      '1/',
      chunk.fromId,
      '1/2/',
      chunk.toId,
      ['office'],
    ]);
  });

  it('holds no text of the scheme', () => {
    const secret = 'x_marks_the_spot';
    const title = { zh: secret, en: secret };
    const sql = text({
      title,
      indicators: [sampleTask('lecture', { key: secret, title, source: secret })],
      applies: { categories: ['office'] },
    });
    expect(sql).not.toContain(secret);
    expect(sql).not.toContain('office');
    expect(sql).not.toContain('attendance.lecture');
  });

  it('reads only the month where nothing is asked over longer', () => {
    expect(text({})).toContain('fact.month = $1');
  });

  it('reads from the beginning of the longest period', () => {
    const quarterly = [sampleTask('lecture', { period: 'quarter', target: 1 })];
    expect(text({ indicators: quarterly }, '2026-12')).toContain('fact.month between 24321 and $1');
    const yearly = [...quarterly, sampleTask('theme_day', { period: 'year', target: 1 })];
    expect(text({ indicators: yearly }, '2026-12')).toContain('fact.month between 24312 and $1');
  });

  it('reads the scores below only where an indicator asks for them', () => {
    const held = sampleTask('lecture', { metric: 'held.lecture', target: 1 });
    const average = sampleTask('average', { metric: 'members.average_score' });
    expect(text({ level: 'group', indicators: [held] })).not.toContain('from run_totals');
    const group = text({ level: 'group', indicators: [held, average] });
    expect(group).toContain('path = counted.path');
    const branch = text({ level: 'branch', indicators: [average] });
    expect(branch).toContain('branch_id = counted.subject_id');
  });

  it('is a statement also where all tasks are aggregates', () => {
    const average = sampleTask('average', { metric: 'members.average_score' });
    for (const level of ['group', 'branch'] as const)
      expect(text({ level, indicators: [average] })).not.toMatch(/,\s*(from|where|\))/);
  });

  it('asks for null before it takes the least of two', () => {
    const least = 'least(value_0, target_0)';
    expect(text({})).toContain(least);
    const guarded = text({}).replaceAll(/case when target_0 is null then 0\s+else [^\n]*/g, '');
    expect(guarded).not.toContain(least);
  });

  it.each([-1, 0.5, Number.NaN, 1e9])('refuses %d as a number', (value) => {
    expect(() => sqlInteger(value)).toThrow('not a number for a statement');
  });
});
