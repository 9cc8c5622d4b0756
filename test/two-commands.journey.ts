import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '#libs/testing';
import { NpmStart, runCommand } from './setup/npm-start.js';
import { busyShare, isAlive, residentMegabytes } from './setup/processes.js';
import { takeTour } from './setup/readme-tour.js';

const adminPassword = 'a-password-of-my-own';

/**
 * Alone on two cores it has 45 s to get ready, 2 minutes to publish, and 20 s to start again (seen: 27, 56 and 12).
 * Here another file of tests has one of the cores.
 */
const beside = 2;

describe('npm start', () => {
  let home: string;
  let start: NpmStart;

  const npmRun = (...command: string[]) =>
    runCommand(home, { WUTAI_ADMIN_PASSWORD: adminPassword }, command);

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'wutai-start-'));
    // As root, PostgreSQL runs as somebody else, who must be able to pass through.
    chmodSync(home, 0o711);
  });

  afterAll(async () => {
    await start.kill();
    rmSync(home, { recursive: true, force: true });
  });

  it('gets ready and has published last month', async () => {
    start = await NpmStart.begin(home, { WUTAI_ADMIN_PASSWORD: adminPassword });
    await start.says(/ready at http/, 45_000 * beside);
    await start.says(/is published/, 75_000 * beside);
    await start.says(/Ctrl-C stops everything/, 5000);
    expect(start.output).toContain(adminPassword);
  }, 260_000);

  it('prints a log-in that works', async () => {
    const command = /curl -s (\S+) -H '([^']+)' -d '([^']+)'/.exec(start.output);
    if (!command) throw new Error(start.output);
    const [, url = '', header = '', body = ''] = command;
    const answer = await fetch(url, {
      method: 'POST',
      headers: [header.split(': ')],
      body,
    });
    expect(answer.status).toBe(200);
    expect(Object.keys((await answer.json()) as object).sort()).toEqual([
      'accessToken',
      'expiresIn',
      'passwordMustChange',
      'refreshToken',
      'tokenType',
    ]);
  });

  it.each(['README.md', 'README.zh-CN.md'])(
    'goes with the tour of %s',
    async (readme) => {
      const url = /ready at (http:\S+)/.exec(start.output)?.[1] ?? '';
      const othersPassword = /member-wt10273\s+(\S+)/.exec(start.output)?.[1] ?? '';
      const seen = await takeTour(readme, { url, adminPassword, othersPassword });
      const parts = [
        '"code":"duty_unmet"',
        'event: end',
        '"level":"branch"',
        '"points":',
        '"comparedWith":"',
        '\npublished\n',
        '"branchDistribution":{',
        '"kind":"score.member"',
      ];
      expect(parts.filter((part) => !seen.includes(part))).toEqual([]);
    },
    60_000,
  );

  it('goes with an administrator who scores the month once more', async () => {
    const { stdout } = await npmRun('month', '--', '--again', '--yes');
    expect(stdout).toContain('is published');
    await expect(npmRun('month', '--', '--bogus')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('npm run month -- [2026-10]') as string,
    });
  }, 60_000);

  it('stops on Ctrl-C without leaving a process', async () => {
    const { pid, services } = start.running;
    await start.interrupt();
    for (const one of [pid, ...Object.values(services).map(Number)])
      expect([one, isAlive(one)]).toEqual([one, false]);
    expect(start.output).toContain('the data stays');
  }, 60_000);

  it('starts again quickly and keeps the data', async () => {
    start = await NpmStart.begin(home, { WUTAI_ADMIN_PASSWORD: adminPassword });
    await start.says(/ready at http/, 20_000 * beside);
    await start.says(/is published/, 20_000);
  }, 90_000);

  it('leaves five services that stay under 750 MB together, and idle', async () => {
    const pids = Object.values(start.running.services).map(Number);
    expect(pids).toHaveLength(5);
    await eventually(async () => {
      // Of one core, all five together, once they have settled.
      expect(await busyShare(pids)).toBeLessThan(0.1);
      expect(residentMegabytes(pids)).toBeLessThan(750);
    }, 40_000);
  }, 60_000);

  it('has a sister that builds and restarts on change', async () => {
    await start.interrupt();
    start = await NpmStart.begin(home, { WUTAI_ADMIN_PASSWORD: adminPassword }, 'dev');
    await start.says(/ready at http/, 20_000 * beside);
  }, 60_000);

  it('refuses production with secrets that are missing, and names them', async () => {
    await start.interrupt();
    const production = await NpmStart.begin(home, { NODE_ENV: 'production' });
    expect(await production.ended).toBe(1);
    expect(production.output).toContain('INTERNAL_SECRET');
    expect(production.output).toContain('CURSOR_SECRET');
    expect(production.output).not.toContain('ready at');
  }, 60_000);

  it('keeps no data after a reset', async () => {
    expect(existsSync(join(home, 'data'))).toBe(true);
    await npmRun('reset');
    expect(existsSync(join(home, 'data'))).toBe(false);
  }, 30_000);
});
