import { activityTypes, organizationTypes } from '#libs/contracts';
import { isAttendedByNamed, refuseTypes } from './activity-type.policy.js';

const refused = (act: () => void): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('types of activities', () => {
  const restricted: Record<string, readonly string[]> = {
    branch_meeting: ['branch'],
    group_meeting: ['group'],
    committee_meeting: ['branch', 'general_branch', 'committee'],
  };
  const pairs = activityTypes.flatMap((type) =>
    organizationTypes.map((organization) => [type, organization] as const),
  );

  it.each(pairs)('%s in a %s', (type, organization) => {
    const allowed = restricted[type]?.includes(organization) ?? true;
    expect(refused(() => refuseTypes([type], organization))).toBe(
      allowed ? undefined : 'activities.type_not_for_organization',
    );
  });

  it('points at the type that does not belong', () => {
    expect(() => refuseTypes(['theme_day', 'group_meeting'], 'branch')).toThrow(
      expect.objectContaining({
        errors: [expect.objectContaining({ pointer: '/types/1' })],
      }) as Error,
    );
  });

  it('takes several duties that are due to the same people', () => {
    refuseTypes(['branch_meeting', 'theme_day', 'lecture'], 'branch');
    refuseTypes(['committee_meeting', 'study_session'], 'branch');
    expect(isAttendedByNamed(['committee_meeting', 'study_session'])).toBe(true);
    expect(isAttendedByNamed(['branch_meeting'])).toBe(false);
  });

  it.each([
    [['branch_meeting', 'committee_meeting'] as const],
    [['committee_meeting', 'branch_meeting'] as const],
    [['theme_day', 'heart_to_heart'] as const],
  ])('refuses %j, which are due to different people', (types) => {
    expect(refused(() => refuseTypes(types, 'branch'))).toBe('activities.types_do_not_combine');
  });
});
