import { randomBytes } from 'node:crypto';
import { demoAccounts, officerOf, secretaryOf } from './accounts.js';
import { Api } from '../api/api.js';
import { appointOfficers, type DemoIds } from './appoint-officers.js';
import { foundOrganizations } from './found-organizations.js';
import { importRoster } from './import-roster.js';
import { inParallel } from '../api/in-parallel.js';
import { buildMine, DEMO_SEED, type Mine } from './mine.js';
import { openAccounts } from './open-accounts.js';
import { Phase, type Report } from './progress.js';
import { recordActivity } from './record-activity.js';
import { planYear } from './year.js';

export interface LoadOptions {
  /** The gateway's origin. */
  readonly baseUrl: string;
  readonly adminPassword: string;
  /** The password of the demo's accounts. Keep it: a load that is taken up again needs the same. Made when left out. */
  readonly demoPassword?: string;
  /** The last of the twelve months, `YYYY-MM`. */
  readonly lastMonth: string;
  readonly report: Report;
}

export interface DemoLogins {
  readonly password: string;
  readonly logins: readonly { readonly username: string; readonly who: string }[];
}

/** Requests under way at once: enough to keep two cores busy. */
const WIDTH = 16;

/**
 * Puts the demo mine into a suite through the gateway, as a client would: organizations, the roster as a file, offices,
 * accounts, and a year of activities recorded by the branches' secretaries and reviewed by the officers above them. What
 * an interrupted load has left is taken up.
 */
export async function loadDemo(options: LoadOptions): Promise<DemoLogins> {
  const { baseUrl, adminPassword, lastMonth, report } = options;
  const password = options.demoPassword ?? randomBytes(12).toString('base64url');
  const mine = buildMine(DEMO_SEED);
  const admin = new Api(baseUrl);
  await admin.logIn('admin', adminPassword);

  const organizations = await foundOrganizations(admin, mine.organizations, report);
  const people = await importRoster(admin, mine.members, report);
  const ids = { organizations, people };
  await appointOfficers(admin, mine.offices, ids, report);
  const accounts = demoAccounts(DEMO_SEED, mine);
  await openAccounts(admin, accounts, password, ids, report);
  await recordYear(mine, lastMonth, ids, report, (username) =>
    logInAs(baseUrl, username, password),
  );

  return { password, logins: accounts.map(({ username, who }) => ({ username, who })) };
}

async function recordYear(
  mine: Mine,
  lastMonth: string,
  ids: DemoIds,
  report: Report,
  logIn: (username: string) => Promise<Api>,
): Promise<void> {
  const year = planYear(DEMO_SEED, mine, lastMonth);
  const users = new Map<string, Promise<Api>>();
  const as = (username: string): Promise<Api> => {
    const user = users.get(username) ?? logIn(username);
    users.set(username, user);
    return user;
  };
  const parentOf = new Map(mine.organizations.map(({ code, parentCode }) => [code, parentCode]));
  const phase = new Phase(report, 'activities', year.length);
  await inParallel(
    WIDTH,
    year,
    phase.counting(async (activity) => {
      const { branchCode } = activity;
      const secretary = await as(secretaryOf(branchCode));
      const reviewer = await as(officerOf(parentOf.get(branchCode) ?? ''));
      await recordActivity(activity, { secretary, reviewer }, ids);
    }),
  );
}

async function logInAs(baseUrl: string, username: string, password: string): Promise<Api> {
  const api = new Api(baseUrl);
  await api.logIn(username, password);
  return api;
}
