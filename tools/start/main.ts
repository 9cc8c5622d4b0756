import { addMonths, monthOf } from '#libs/calendar';
import { Api } from '../api/api.js';
import { administerMonth } from '../month/administer-month.js';
import { Suite } from '../suite/suite.js';
import { ensureDemo } from './first-start.js';
import { restartOnChange } from './watch.js';
import { welcome } from './welcome.js';

/**
 * `npm start`: everything on a machine that has Node and nothing else. Servers, migrations, five services; on the first
 * start the demo mine and last month's scoring; then it goes on serving until Ctrl-C.
 */
const started = performance.now();
const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;
const say = (line: string): void => {
  console.log(`  ${line} (${seconds()})`);
};

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    interruption.abort();
  });
const interrupted = new Promise<'interrupted'>((resolve) => {
  interruption.signal.addEventListener('abort', () => {
    resolve('interrupted');
  });
});

async function firstMonth(suite: Suite): Promise<void> {
  const lastMonth = addMonths(monthOf(new Date()), -1);
  const api = new Api(suite.url);
  try {
    await api.logIn('admin', suite.secrets.adminPassword);
  } catch {
    // A suite of one's own, with an administrator of its own: nothing to put in, nothing to publish.
    welcome(suite, undefined);
    return;
  }
  const demo = await ensureDemo(suite, api, lastMonth);
  if (demo)
    await administerMonth(api, demo.lastMonth, {
      confirm: () => Promise.resolve(true),
      again: false,
    });
  welcome(suite, demo);
}

async function serveUntilInterrupted(): Promise<void> {
  console.log('\n五台 Wutai\n');
  const starting = Suite.start({ port: Number(process.env['PORT'] ?? 3000), say });
  const first = await Promise.race([starting, interrupted]);
  if (first === 'interrupted') {
    await starting.then(
      (suite) => suite.stop(),
      () => undefined,
    );
    return;
  }
  const suite = first;
  try {
    say(`ready at ${suite.url}`);
    if (process.argv.includes('--watch'))
      restartOnChange(suite, say, interruption.signal).catch((error: unknown) => {
        console.error(`not watching any more: ${String(error)}`);
      });
    const outcome = await Promise.race([firstMonth(suite), suite.died(), interrupted]);
    if (outcome === 'interrupted') return;
    const end =
      typeof outcome === 'string' ? outcome : await Promise.race([suite.died(), interrupted]);
    if (end !== 'interrupted') throw new Error(end);
  } finally {
    console.log('\n  stopping …');
    await suite.stop();
    console.log('  stopped; the data stays (npm run reset drops it)');
  }
}

try {
  await serveUntilInterrupted();
  process.exit(0);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
