import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { addMonths, isMonth, monthOf } from '#libs/calendar';
import { Api } from '../api/api.js';
import { paths } from '../suite/paths.js';
import type { Secrets } from '../suite/secrets.js';
import { administerMonth } from './administer-month.js';

/**
 * `npm run month -- 2026-10`: an administrator's month on a running suite. `--yes` publishes without asking, `--again`
 * scores a month that is published already (a correction). Elsewhere: WUTAI_URL, WUTAI_USERNAME, WUTAI_PASSWORD
 * or WUTAI_PASSWORD_FILE.
 */
const { values, positionals } = argumentsOrUsage();

function argumentsOrUsage() {
  try {
    return parseArgs({
      options: {
        yes: { type: 'boolean', default: false },
        again: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    console.error((error as Error).message.split('.', 1)[0]);
    console.error('npm run month -- [2026-10] [--yes] [--again]');
    process.exit(2);
  }
}

async function address(): Promise<string> {
  if (process.env['WUTAI_URL']) return process.env['WUTAI_URL'];
  const running = await readFile(paths.running, 'utf8').catch(() => {
    throw new Error('No suite is running here: npm start, or set WUTAI_URL');
  });
  return (JSON.parse(running) as { url: string }).url;
}

async function password(): Promise<string> {
  const given = process.env['WUTAI_PASSWORD'] ?? process.env['WUTAI_ADMIN_PASSWORD'];
  if (given) return given;
  const file = process.env['WUTAI_PASSWORD_FILE'];
  if (file) return (await readFile(file, 'utf8')).trim();
  return (JSON.parse(await readFile(paths.secrets, 'utf8')) as Secrets).adminPassword;
}

async function confirm(): Promise<boolean> {
  if (values.yes) return true;
  if (!process.stdin.isTTY) return false;
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question('\n  Publish? [y/N] ');
  prompt.close();
  return /^(y|yes|是)$/i.test(answer.trim());
}

try {
  const month = positionals[0] ?? addMonths(monthOf(new Date()), -1);
  if (!isMonth(month)) throw new Error(`"${month}" is not a month: write it as 2026-10`);
  const api = new Api(await address());
  await api.logIn(process.env['WUTAI_USERNAME'] ?? 'admin', await password());
  await administerMonth(api, month, { confirm, again: values.again });
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
