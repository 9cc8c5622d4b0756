import type { AssessmentHarness } from './assessment.harness.js';
import { filed, settled } from './assessment.harness.js';

/**
 * A mine so small that its October 2026 can be reckoned by hand: a branch with one group and four members, and a branch
 * of the retired.
 */
export async function smallMine(assessment: AssessmentHarness) {
  const { directory } = assessment;
  const committee = directory.organization('committee', null);
  const branch = directory.organization('branch', committee);
  const group = directory.organization('group', branch);
  const retired = directory.organization('branch', committee, { category: 'retired' });
  const ann = directory.member(group, {
    name: 'Ann',
    roles: [{ role: 'branch_secretary', organization: branch }],
  });
  const ben = directory.member(group, { name: 'Ben' });
  const cai = directory.member(branch, { name: 'Cai', memberKind: 'probationary' });
  const dan = directory.member(branch, { name: 'Dan', standing: 'long_sick' });
  const ret = directory.member(retired, { name: 'Ret' });
  const administrator = directory.account(null, [
    { role: 'administrator', organization: committee },
  ]);
  const lecture = filed(
    branch,
    ['lecture'],
    '2026-10-20',
    [
      [ann, 'present'],
      [ben, 'absent'],
      [cai, 'leave'],
      [dan, 'exempt'],
    ],
    [ann],
  );
  const meeting = filed(branch, ['branch_meeting', 'theme_day'], '2026-10-15', [
    [ann, 'present'],
    [ben, 'absent'],
    [cai, 'present'],
    [dan, 'exempt'],
  ]);
  await assessment.happens(
    meeting,
    filed(group, ['group_meeting'], '2026-10-08', [
      [ann, 'present'],
      [ben, 'leave'],
    ]),
    filed(branch, ['committee_meeting'], '2026-10-05', [[ann, 'present']]),
    lecture,
    settled(lecture, ben, 'made_up'),
  );
  await assessment.pull();
  const people = { ann, ben, cai, dan, ret };
  return { committee, branch, group, retired, ...people, administrator, meeting, lecture };
}

export type SmallMine = Awaited<ReturnType<typeof smallMine>>;
