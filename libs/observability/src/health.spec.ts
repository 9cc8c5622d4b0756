import { Logger } from '@nestjs/common';
import { Health } from './health.js';

const coded = (message: string, code: string): Error => Object.assign(new Error(message), { code });

describe('readiness', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  async function wordsFor(error: Error): Promise<string | undefined> {
    const health = new Health();
    health.add({ name: 'it', check: () => Promise.reject(error) });
    const { status, checks, problems } = await health.readiness();
    expect(status).toBe('unready');
    expect(problems).toEqual([{ check: 'it', code: expect.any(String), message: checks['it'] }]);
    return `${problems?.[0]?.code}: ${checks['it']}`;
  }

  it('is given when nothing is wrong, and says so in one word each', async () => {
    const health = new Health();
    health.add({ name: 'it', check: () => Promise.resolve() });
    expect(await health.readiness()).toEqual({ status: 'ready', checks: { it: 'ok' } });
  });

  it('says what is wrong in words of its own, and nothing of hosts, users and secrets', async () => {
    const refused = coded('connect ECONNREFUSED 10.1.2.3:5432', 'ECONNREFUSED');
    expect(await wordsFor(refused)).toBe('away: does not answer');
    expect(await wordsFor(new TypeError('fetch failed', { cause: refused }))).toBe(
      'away: does not answer',
    );
    expect(
      await wordsFor(coded('password authentication failed for user "wutai_members"', '28P01')),
    ).toBe('refused: refuses the log-in');
    expect(await wordsFor(coded('database "secret" does not exist', '3D000'))).toMatch(/^refused:/);
    expect(await wordsFor(coded('something with a user', 'XX000'))).toBe('failed: failed');
    expect(await wordsFor(new Error('redis://a:secret@cache.internal:6379 is gone'))).not.toMatch(
      /secret|6379|cache/,
    );
    expect(await wordsFor(new Error(''))).toBe('failed: failed');
  });

  it('keeps the sentence of a check that has one', async () => {
    expect(await wordsFor(new Error('no job has been done for 30 s'))).toBe(
      'failed: no job has been done for 30 s',
    );
    expect(await wordsFor(new Error('not consumed since 2026-11-24T07:43:07.703Z'))).toBe(
      'failed: not consumed since 2026-11-24T07:43:07.703Z',
    );
  });

  it('comes within three seconds, whatever hangs, and asks once for all who ask', async () => {
    let asked = 0;
    const health = new Health();
    health.add({
      name: 'hangs',
      check: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
    });
    const begun = performance.now();
    const [first, second] = await Promise.all([health.readiness(), health.readiness()]);
    expect(performance.now() - begun).toBeLessThan(3000);
    expect(asked).toBe(1);
    expect(second).toBe(first);
    expect(first.problems).toEqual([
      { check: 'hangs', code: 'late', message: 'no answer in time' },
    ]);
  });

  it('ends when a stop begins', async () => {
    const health = new Health();
    health.stop();
    expect(await health.readiness()).toEqual({
      status: 'unready',
      checks: { stopping: 'yes' },
      problems: [{ check: 'process', code: 'stopping', message: 'is stopping' }],
    });
  });
});
