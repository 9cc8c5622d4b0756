import { addDays, lastDay } from '#libs/calendar';
import type { Duty } from './duties.js';
import type { DemoMember } from './people.js';
import type { Random } from './random.js';
import { shiftConflict, type Temper } from './tempers.js';

export interface PlannedAttendance {
  readonly employeeNumber: string;
  /** What can be recorded at first; `made_up` comes later. */
  readonly status: 'present' | 'leave' | 'absent' | 'exempt';
  readonly reason?: string;
}

export interface PlannedMakeUp {
  readonly employeeNumber: string;
  readonly madeUpOn: string;
  readonly note: string;
}

const shifts = ['当班（早班）', '当班（中班）', '当班（夜班）'];
const otherReasons = ['出差', '年休假', '事假', '外出培训', '陪护家人'];
const retiredReasons = ['探亲在外', '身体不适', '照看孙辈'];
const makeUpNotes = [
  '补学会议材料并交心得',
  '支部书记送学上门',
  '参加另一班次补课',
  '补看党课录像并谈体会',
];
/** In what part of the missed meetings the one who was at work makes it up. */
const MAKES_UP = 0.6;
/** Some come always, some stay away twice as often as their fellows. */
const dispositions = [
  [0.3, 30],
  [1, 50],
  [2, 20],
] as const;

/** How likely somebody is to stay away, beside the fellows of the same branch. */
export function dispositionOf(random: Random): number {
  return random.weighted(dispositions);
}

/** How one person answers a meeting; the same every time for the same stream. */
export function attendanceOf(
  member: DemoMember,
  temper: Temper,
  disposition: number,
  random: Random,
): PlannedAttendance {
  const { employeeNumber, standing, category } = member;
  if (standing === 'long_sick')
    return { employeeNumber, status: 'exempt', reason: '长病，支部联系人送学上门' };
  if (standing === 'floating')
    return { employeeNumber, status: 'exempt', reason: '流动党员，在流入地参加组织生活' };
  if (random.chance(shiftConflict[category]))
    return { employeeNumber, status: 'leave', reason: random.pick(shifts) };
  if (random.chance(temper.leave * disposition))
    return {
      employeeNumber,
      status: 'leave',
      reason: random.pick(category === 'retired' ? retiredReasons : otherReasons),
    };
  if (random.chance(Math.min(temper.absence * disposition, 0.5)))
    return { employeeNumber, status: 'absent' };
  return { employeeNumber, status: 'present' };
}

/** Who was at work and makes it up within the same month, where there are days left in it. */
export function makeUpsOf(
  duty: Duty,
  attendance: readonly PlannedAttendance[],
  randomOf: (employeeNumber: string) => Random,
): PlannedMakeUp[] {
  const end = lastDay(duty.heldOn.slice(0, 7));
  return attendance.flatMap(({ employeeNumber, reason = '' }) => {
    const random = randomOf(employeeNumber);
    if (!shifts.includes(reason) || !random.chance(MAKES_UP)) return [];
    const madeUpOn = addDays(duty.heldOn, random.between(1, 5));
    return [
      { employeeNumber, madeUpOn: madeUpOn < end ? madeUpOn : end, note: random.pick(makeUpNotes) },
    ];
  });
}
