import type { ActivityType, FieldError, OrganizationType } from '#libs/contracts';
import { typesRefused } from './activities.errors.js';

/** Types that only some organizations hold; every other type may be held anywhere. */
const holders: Readonly<Partial<Record<ActivityType, readonly OrganizationType[]>>> = {
  branch_meeting: ['branch'],
  group_meeting: ['group'],
  committee_meeting: ['branch', 'general_branch', 'committee'],
};

/** Attended by whom the record names, not by everybody of the organization. */
const attendedByNamed: readonly ActivityType[] = ['committee_meeting', 'heart_to_heart'];
/** Attended by everybody, whatever else the activity is. */
const attendedByAll: readonly ActivityType[] = ['branch_meeting', 'group_meeting'];

/** The first type is the principal one: it decides who is due. */
export function isAttendedByNamed(types: readonly ActivityType[]): boolean {
  const [principal] = types;
  return principal !== undefined && attendedByNamed.includes(principal);
}

function refuseForeignTypes(types: readonly ActivityType[], organization: OrganizationType): void {
  const errors = types.flatMap((type, index): FieldError[] => {
    const allowed = holders[type];
    if (!allowed || allowed.includes(organization)) return [];
    return [
      {
        pointer: `/types/${index}`,
        code: 'organization_type',
        message: {
          zh: '不由这一级组织开展',
          en: `is held by a ${allowed.join(', ')}, not by a ${organization}`,
        },
      },
    ];
  });
  if (errors.length > 0) throw typesRefused('activities.type_not_for_organization', errors);
}

/** One record counts for every type it names, so all of them must be due to the same people. */
function refuseCombination(types: readonly ActivityType[]): void {
  const named = isAttendedByNamed(types);
  const errors = types.flatMap((type, index): FieldError[] =>
    (named ? attendedByAll : attendedByNamed).includes(type)
      ? [
          {
            pointer: `/types/${index}`,
            code: 'combination',
            message: {
              zh: `应到人员与 ${String(types[0])} 不同`,
              en: `is due to other people than ${String(types[0])}`,
            },
          },
        ]
      : [],
  );
  if (errors.length > 0) throw typesRefused('activities.types_do_not_combine', errors);
}

/** @throws activities.type_not_for_organization, activities.types_do_not_combine */
export function refuseTypes(types: readonly ActivityType[], organization: OrganizationType): void {
  refuseForeignTypes(types, organization);
  refuseCombination(types);
}
