import { buildMine, DEMO_SEED, type Mine } from '../../tools/demo/mine.js';
import { type PlannedActivity, planYear } from '../../tools/demo/year.js';
import type { OracleActivity, OracleInput, OracleMembership, OracleOrganization } from './input.js';

/** What the codes and numbers of the demo stand for in a suite. */
export interface DemoIds {
  /** By code. */
  readonly organizations: ReadonlyMap<string, string>;
  /** By employee number. */
  readonly people: ReadonlyMap<string, string>;
}

/** The oracle's input for a month of the demo, from the plan of it: what was entered, and not what came out. */
export function demoInput(
  month: string,
  lastMonth: string,
  ids: DemoIds,
  schemes: OracleInput['schemes'],
): OracleInput {
  const mine = buildMine(DEMO_SEED);
  return {
    month,
    organizations: organizationsOf(mine, ids),
    memberships: membershipsOf(mine, ids),
    activities: planYear(DEMO_SEED, mine, lastMonth)
      .filter(({ ending }) => ending === 'filed' || ending === 'filed_after_return')
      .map((planned) => activityOf(planned, ids)),
    schemes,
  };
}

function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`The suite has nothing called ${name}`);
  return id;
}

function organizationsOf({ organizations }: Mine, ids: DemoIds): OracleOrganization[] {
  return organizations.map(({ code, parentCode, type, category, foundedOn }) => ({
    id: idOf(ids.organizations, code),
    parentId: parentCode === null ? null : idOf(ids.organizations, parentCode),
    type,
    category,
    foundedOn,
    dissolvedOn: null,
  }));
}

function membershipsOf({ members }: Mine, ids: DemoIds): OracleMembership[] {
  return members.map(({ employeeNumber, organizationCode, memberKind, admittedOn }) => ({
    personId: idOf(ids.people, employeeNumber),
    organizationId: idOf(ids.organizations, organizationCode),
    memberKind,
    startsOn: admittedOn,
    endsOn: null,
  }));
}

function activityOf(planned: PlannedActivity, ids: DemoIds): OracleActivity {
  const { organization, types, heldOn, attendance, makeUps, lecturers } = planned;
  const madeUp = new Set(makeUps.map(({ employeeNumber }) => employeeNumber));
  return {
    id: `${organization.code} ${types[0]} ${heldOn}`,
    organizationId: idOf(ids.organizations, organization.code),
    types,
    heldOn,
    attendance: attendance.map(({ employeeNumber, status }) => [
      idOf(ids.people, employeeNumber),
      madeUp.has(employeeNumber) ? 'made_up' : status,
    ]),
    lecturers: lecturers.map((number) => idOf(ids.people, number)),
  };
}
