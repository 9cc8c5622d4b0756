import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface TourAnswers {
  readonly url: string;
  readonly adminPassword: string;
  readonly othersPassword: string;
}

/** The commands of a README's tour, as a reader would paste them: with the address and the passwords put in. */
function tourOf(readme: string, { url, adminPassword, othersPassword }: TourAnswers): string {
  const tour = /<!-- tour -->(.*)<!-- \/tour -->/s.exec(readFileSync(readme, 'utf8'))?.[1] ?? '';
  const commands = [...tour.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block ?? '');
  if (commands.length === 0) throw new Error(`${readme} has no tour`);
  return commands
    .join('\n')
    .replace('http://localhost:3000', url)
    .replace(/'<(the password of admin|admin 的密码)>'/, `'${adminPassword}'`)
    .replace(/'<(the password of the others|其他人的密码)>'/, `'${othersPassword}'`);
}

/**
 * Runs the tour of a README in a shell that stops at the first command that fails.
 *
 * @returns all that it printed.
 */
export async function takeTour(readme: string, answers: TourAnswers): Promise<string> {
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', tourOf(readme, answers)], {
    env: { PATH: process.env['PATH'] },
    timeout: 60_000,
  });
  return stdout;
}
