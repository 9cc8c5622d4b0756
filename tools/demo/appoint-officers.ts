import { ProblemError } from '#libs/sdk';
import type { Api } from '../api/api.js';
import { inParallel } from '../api/in-parallel.js';
import type { DemoOffice } from './offices.js';
import { Phase, type Report } from './progress.js';

/** What codes of organizations and employee numbers stand for in this suite. */
export interface DemoIds {
  readonly organizations: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
}

const WIDTH = 8;

/** The id that the load has found or made for a code or a number. */
export function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`Nothing in the suite is called ${name}`);
  return id;
}

/** Appoints everybody who does not hold the office already. */
export async function appointOfficers(
  admin: Api,
  offices: readonly DemoOffice[],
  ids: DemoIds,
  report: Report,
): Promise<void> {
  const phase = new Phase(report, 'offices', offices.length);
  await inParallel(
    WIDTH,
    offices,
    phase.counting(async ({ organizationCode, title, employeeNumber, startsOn }) => {
      const path = `/v1/organizations/${idOf(ids.organizations, organizationCode)}/offices`;
      const personId = idOf(ids.people, employeeNumber);
      try {
        await admin.post(path, { personId, title, startsOn });
      } catch (error) {
        // An earlier load has appointed the same person.
        ProblemError.orThrow(error, 'offices.taken');
      }
    }),
  );
}
