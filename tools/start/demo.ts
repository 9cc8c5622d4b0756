import { addMonths, monthOf } from '#libs/calendar';
import { readConfig } from '#libs/config';
import { Api } from '../api/api.js';
import { administerMonth } from '../month/administer-month.js';
import { demoConfig } from './demo-config.js';
import { ensureDemo } from './first-start.js';

/**
 * What the first `npm start` does beside serving, for a suite that runs elsewhere: the demo mine through the gateway,
 * last month scored and published. Run again it takes up what it left, or does nothing.
 */
try {
  const config = readConfig(demoConfig);
  const api = new Api(config.WUTAI_URL);
  await api.logIn('admin', config.WUTAI_PASSWORD);
  const suite = {
    url: config.WUTAI_URL,
    secrets: { adminPassword: config.WUTAI_PASSWORD, demoPassword: config.DEMO_PASSWORD },
  };
  const demo = await ensureDemo(suite, api, addMonths(monthOf(new Date()), -1));
  if (!demo) throw new Error('The suite holds data of its own; the demo is for an empty one');
  await administerMonth(api, demo.lastMonth, {
    confirm: () => Promise.resolve(true),
    again: false,
  });
  console.log('\n  log-ins of the demo, all with DEMO_PASSWORD');
  for (const { username, who } of demo.logins) console.log(`    ${username.padEnd(20)} ${who}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
