import type { DemoAccount } from './accounts.js';
import type { Api } from '../api/api.js';
import { type DemoIds, idOf } from './appoint-officers.js';
import { inParallel } from '../api/in-parallel.js';
import { Phase, type Report } from './progress.js';

/** Hashing a password keeps a core busy on purpose. */
const WIDTH = 4;

/** Opens the accounts that are not there yet, with the password that all of the demo share. */
export async function openAccounts(
  admin: Api,
  accounts: readonly DemoAccount[],
  password: string,
  ids: DemoIds,
  report: Report,
): Promise<void> {
  const existing = await admin.all<{ username: string }>('/v1/accounts');
  const open = new Set(existing.map(({ username }) => username));
  const phase = new Phase(report, 'accounts', accounts.length);
  await inParallel(
    WIDTH,
    accounts,
    phase.counting(async ({ username, employeeNumber, grants }) => {
      if (open.has(username)) return;
      await admin.post('/v1/accounts', {
        personId: employeeNumber === null ? null : idOf(ids.people, employeeNumber),
        username,
        password,
        roles: grants.map(({ role, organizationCode }) => ({
          role,
          organizationId: idOf(ids.organizations, organizationCode),
        })),
      });
    }),
  );
}
