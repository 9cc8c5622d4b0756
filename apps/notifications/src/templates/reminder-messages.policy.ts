import type { EventPayload } from '#libs/contracts';
import type { NewMessage, OfficeAddress } from './new-message.js';

/** Who is told what of a day that comes near or has passed: the officers who act, and the member whose own it is. */
export function tellReminder(
  reminder: EventPayload<'members.reminder.due'>,
  officers: OfficeAddress,
): NewMessage[] {
  const {
    kind,
    stage,
    dueOn,
    reminderId: sourceId,
    organizationId,
    personId,
    subjectId,
  } = reminder;
  const params = { stage, dueOn };
  const toOfficers: NewMessage = {
    template: `reminder.${kind}`,
    to: officers,
    sourceId,
    subjectId: organizationId,
    params: kind === 'letter' ? { ...params, transferId: subjectId } : params,
  };
  if (personId === null || kind === 'election') return [toOfficers];
  return [
    toOfficers,
    { template: `reminder.own_${kind}`, to: { personId }, sourceId, subjectId: personId, params },
  ];
}
