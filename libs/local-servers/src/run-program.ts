import { execFile } from 'node:child_process';

export interface ProgramResult {
  readonly ok: boolean;
  readonly stdout: string;
  /** Standard output and error together, for messages. */
  readonly output: string;
}

interface RunOptions {
  /** Whom to run it as; absent: ourselves. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  readonly cwd?: string;
  /** Given: the whole environment. Absent: ours is inherited (proxies, for apt). */
  readonly env?: NodeJS.ProcessEnv;
  readonly timeout?: number;
}

/** Runs a program to its end. Failing, or not being there at all, is an answer and not an exception. */
export function runProgram(
  program: string,
  args: readonly string[],
  { user, cwd = '/', env, timeout = 60_000 }: RunOptions = {},
): Promise<ProgramResult> {
  const identity = user === undefined ? {} : { uid: user.uid, gid: user.gid };
  const environment = env === undefined ? {} : { env };
  return new Promise((resolve) => {
    const options = { cwd, timeout, maxBuffer: 16 * 1024 * 1024, ...identity, ...environment };
    const answer = (error: Error | null, stdout: string, stderr: string): void => {
      const said = `${stdout}${stderr}`.trim();
      resolve({ ok: error === null, stdout, output: said === '' ? (error?.message ?? '') : said });
    };
    try {
      execFile(program, [...args], options, answer);
    } catch (error) {
      // A refused uid (a container without CAP_SETUID) is thrown rather than reported.
      answer(error instanceof Error ? error : new Error(String(error)), '', '');
    }
  });
}
