import { existsSync, readFileSync, rmSync } from 'node:fs';
import { paths } from '../suite/paths.js';

function runningPid(): number | undefined {
  if (!existsSync(paths.running)) return undefined;
  const { pid } = JSON.parse(readFileSync(paths.running, 'utf8')) as { pid: number };
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

/** `npm run reset`: drops the data of the suite in this checkout: databases, queues, secrets. What was downloaded stays. */
const pid = runningPid();
if (pid !== undefined) {
  console.error(
    `The suite is running (process ${pid}): stop it first, with Ctrl-C where it was started.`,
  );
  process.exitCode = 1;
} else {
  rmSync(paths.data, { recursive: true, force: true });
  rmSync(paths.running, { force: true });
  console.log('The data is gone. The next npm start begins anew.');
}
