import type { OfficeTitle } from '#libs/contracts';
import type { Api } from './api.js';
import { inParallel } from './in-parallel.js';
import type { DemoOffice } from './offices.js';
import { Phase, type Report } from './progress.js';

interface Office {
  readonly personId: string;
  readonly title: OfficeTitle;
}

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

/** Appoints who does not hold the office already. */
export async function appointOfficers(
  admin: Api,
  offices: readonly DemoOffice[],
  ids: DemoIds,
  report: Report,
): Promise<void> {
  const codes = [...new Set(offices.map(({ organizationCode }) => organizationCode))];
  const phase = new Phase(report, 'offices', codes.length);
  await inParallel(
    WIDTH,
    codes,
    phase.counting(async (code) => {
      const path = `/v1/organizations/${idOf(ids.organizations, code)}/offices`;
      const held = await admin.all<Office>(path);
      const planned = offices.filter(({ organizationCode }) => organizationCode === code);
      for (const { title, employeeNumber, startsOn } of planned) {
        const personId = idOf(ids.people, employeeNumber);
        if (held.some((office) => office.personId === personId && office.title === title)) continue;
        await admin.post(path, { personId, title, startsOn });
      }
    }),
  );
}
