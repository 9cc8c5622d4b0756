import type { EventPayload } from '#libs/contracts';
import { tellReminder } from './reminder-messages.policy.js';

const id = (last: string): string => `019a3b5e-0000-7000-8000-00000000000${last}`;
const officers = { organizationId: id('9'), role: 'committee_officer' } as const;
const reminder = (
  kind: EventPayload<'members.reminder.due'>['kind'],
  personId: string | null,
): EventPayload<'members.reminder.due'> => ({
  v: 1,
  reminderId: id('1'),
  kind,
  stage: 'near',
  subjectId: id('2'),
  organizationId: id('3'),
  personId,
  dueOn: '2026-12-01',
});

describe('who is told of a day that comes near', () => {
  it('are the officers of an election, and nobody else', () => {
    expect(tellReminder(reminder('election', null), officers)).toEqual([
      {
        template: 'reminder.election',
        to: officers,
        sourceId: id('1'),
        subjectId: id('3'),
        params: { stage: 'near', dueOn: '2026-12-01' },
      },
    ]);
  });

  it.each(['probation', 'letter'] as const)('is the member too whose %s it is', (kind) => {
    const told = tellReminder(reminder(kind, id('4')), officers);
    expect(told.map(({ template, to, subjectId }) => [template, to, subjectId])).toEqual([
      [`reminder.${kind}`, officers, id('3')],
      [`reminder.own_${kind}`, { personId: id('4') }, id('4')],
    ]);
  });

  it('is led to the transfer whose letter it is', () => {
    const [toOfficers] = tellReminder(reminder('letter', id('4')), officers);
    expect(toOfficers?.params).toEqual({
      stage: 'near',
      dueOn: '2026-12-01',
      transferId: id('2'),
    });
  });
});
