import { monthNumber } from '#libs/calendar';
import type { ActivityType, BranchCategory } from '#libs/contracts';
import type { DemoOrganization } from './mine-tree.js';

/** One event of a branch's or a group's month. */
export interface Duty {
  readonly organization: DemoOrganization;
  readonly branchCode: string;
  /** Every duty that the one event meets; the principal one first. */
  readonly types: readonly [ActivityType, ...ActivityType[]];
  readonly heldOn: string;
  readonly time: string;
}

export interface Branch {
  readonly organization: DemoOrganization;
  readonly category: BranchCategory;
  readonly groups: readonly DemoOrganization[];
}

/** The fixed theme day, and when there is room for a meeting: after the morning shift, or in the morning. */
const habits: Readonly<
  Record<BranchCategory, { readonly themeDay: number; readonly time: string }>
> = {
  production: { themeDay: 15, time: '15:30' },
  auxiliary: { themeDay: 16, time: '15:30' },
  office: { themeDay: 14, time: '16:00' },
  retired: { themeDay: 12, time: '09:00' },
};
const ANNUAL_MONTH = 1;

export function branchesOf(organizations: readonly DemoOrganization[]): Branch[] {
  return organizations.flatMap((organization) => {
    const { type, code, category } = organization;
    if (type !== 'branch' || category === null) return [];
    return [
      { organization, category, groups: organizations.filter((each) => each.parentCode === code) },
    ];
  });
}

/**
 * What a branch and its groups would hold in a month. Branches take turns within the quarter with the branch meeting and
 * the lecture; every other branch holds its branch meeting on the theme day, retired branches their lecture. Retired
 * groups meet two months of three.
 */
export function dutiesOf(branch: Branch, position: number, month: string): Duty[] {
  const { organization, category, groups } = branch;
  const { themeDay, time } = habits[category];
  const turn = monthNumber(month) % 3;
  const meets = turn === position % 3;
  const lectures = turn === (position + 1) % 3;
  const meetsOnThemeDay = meets && position % 2 === 0;
  const lecturesOnThemeDay = lectures && category === 'retired';

  const on = (day: number, ...types: [ActivityType, ...ActivityType[]]): Duty => ({
    organization,
    branchCode: organization.code,
    types,
    heldOn: `${month}-${String(day).padStart(2, '0')}`,
    time,
  });
  const duties: Duty[] = [on(9 + (position % 3), 'committee_meeting')];
  if (meetsOnThemeDay) duties.push(on(themeDay, 'branch_meeting', 'theme_day'));
  else if (lecturesOnThemeDay) duties.push(on(themeDay, 'theme_day', 'lecture'));
  else duties.push(on(themeDay, 'theme_day'));
  if (meets && !meetsOnThemeDay) duties.push(on(22, 'branch_meeting'));
  if (lectures && !lecturesOnThemeDay) duties.push(on(20 + (position % 3), 'lecture'));
  if (Number(month.slice(5)) === ANNUAL_MONTH)
    duties.push(on(25, 'organizational_life_meeting', 'appraisal_meeting'));
  for (const [index, group] of groups.entries()) {
    if (category === 'retired' && (monthNumber(month) + index) % 3 === 2) continue;
    duties.push({
      ...on(17 + ((position + index * 3) % 11), 'group_meeting'),
      organization: group,
    });
  }
  return duties;
}
