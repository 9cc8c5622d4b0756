import { addMonths } from '#libs/calendar';
import { type ActivityTexts, textsOf } from './activity-texts.js';
import {
  attendanceOf,
  dispositionOf,
  makeUpsOf,
  type PlannedAttendance,
  type PlannedMakeUp,
} from './attendance.js';
import { type Branch, branchesOf, type Duty, dutiesOf } from './duties.js';
import type { Mine } from './mine.js';
import type { DemoMember } from './people.js';
import { Random } from './random.js';
import { type Temper, temperOf } from './tempers.js';

/** How far a record gets, and whether it was sent back on its way. */
export type Ending = 'filed' | 'filed_after_return' | 'held' | 'submitted' | 'returned';

export interface PlannedActivity extends Duty, ActivityTexts {
  readonly ending: Ending;
  readonly attendance: readonly PlannedAttendance[];
  readonly lecturers: readonly string[];
  /** After filing. */
  readonly makeUps: readonly PlannedMakeUp[];
}

const MONTHS = 12;
/** What groups did before that was not entered when the mine moved in: it would take a third longer. */
const MONTHS_WITH_GROUPS = 6;
const MONTHS_WITH_MAKE_UPS = 2;

/**
 * Twelve months of organizational life that end with the last month, month by month; of groups the last six. Pure: the
 * same seed, mine and month give the same year.
 */
export function planYear(seed: number, mine: Mine, lastMonth: string): PlannedActivity[] {
  const branches = branchesOf(mine.organizations);
  return Array.from({ length: MONTHS }, (_, index) => index + 1 - MONTHS).flatMap((back) =>
    branches.flatMap((branch, position) =>
      dutiesOf(branch, position, addMonths(lastMonth, back)).flatMap((duty) =>
        recordOf(seed, mine, branch, duty, back),
      ),
    ),
  );
}

function recordOf(
  seed: number,
  mine: Mine,
  branch: Branch,
  duty: Duty,
  back: number,
): PlannedActivity[] {
  const temper = temperOf(duty.branchCode);
  const key = [seed, duty.organization.code, duty.types[0], duty.heldOn] as const;
  const random = Random.of(...key);
  const level = duty.organization.type === 'group' ? 'group' : 'branch';
  if (level === 'group' && back <= -MONTHS_WITH_GROUPS) return [];
  if (random.chance(temper.leavesOut[level])) return [];
  const ending = endingOf(temper, back === 0, random);
  const attendance = dueOf(mine, duty).map((member) =>
    attendanceOf(
      member,
      temper,
      dispositionOf(Random.of(seed, 'disposition', member.employeeNumber)),
      Random.of(...key, member.employeeNumber),
    ),
  );
  const filed = ending === 'filed' || ending === 'filed_after_return';
  return [
    {
      ...duty,
      ...textsOf(duty, random),
      ending,
      attendance,
      lecturers: duty.types.includes('lecture')
        ? [lecturerOf(seed, branch, mine, duty, attendance)]
        : [],
      makeUps:
        filed && back > -MONTHS_WITH_MAKE_UPS
          ? makeUpsOf(duty, attendance, (number) => Random.of(...key, 'make-up', number))
          : [],
    },
  ];
}

function endingOf(temper: Temper, isLastMonth: boolean, random: Random): Ending {
  if (isLastMonth && random.chance(temper.leavesOpen))
    return random.pick(['held', 'submitted', 'returned'] as const);
  return random.chance(temper.returned) ? 'filed_after_return' : 'filed';
}

/** Committee meetings are the office-holders'; everything else is everybody's who was admitted by then. */
function dueOf(mine: Mine, { organization, types, heldOn }: Duty): DemoMember[] {
  const { code } = organization;
  const officers = new Set(
    mine.offices
      .filter((office) => office.organizationCode === code)
      .map((office) => office.employeeNumber),
  );
  return mine.members.filter(
    (member) =>
      member.organizationCode.startsWith(code) &&
      member.admittedOn <= heldOn &&
      (types[0] !== 'committee_meeting' || officers.has(member.employeeNumber)),
  );
}

/** Every lecture is another's turn: the secretary's once a year, else a member's who came. */
function lecturerOf(
  seed: number,
  branch: Branch,
  mine: Mine,
  duty: Duty,
  attendance: readonly PlannedAttendance[],
): string {
  const present = attendance
    .filter(({ status }) => status === 'present')
    .map((one) => one.employeeNumber);
  const quarter = Math.floor((Number(duty.heldOn.slice(5, 7)) - 1) / 3);
  const secretary = mine.offices.find(
    (office) =>
      office.organizationCode === branch.organization.code && office.title === 'secretary',
  );
  if (quarter === 0 && secretary && present.includes(secretary.employeeNumber))
    return secretary.employeeNumber;
  return Random.of(seed, 'lecturer', duty.branchCode, duty.heldOn).pick(present);
}
