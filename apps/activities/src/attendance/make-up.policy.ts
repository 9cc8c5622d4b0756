import { addDays } from '#libs/calendar';
import { makeUpDayInvalid } from './attendance.errors.js';

/** @throws activities.make_up_day_invalid */
export function refuseMakeUpDay(
  madeUpOn: string,
  heldOn: string,
  today: string,
  withinDays: number,
): void {
  if (madeUpOn < heldOn)
    throw makeUpDayInvalid('before_activity', '早于活动日期', 'lies before the activity');
  if (madeUpOn > today) throw makeUpDayInvalid('future', '补课日期在未来', 'lies in the future');
  const last = addDays(heldOn, withinDays);
  if (madeUpOn > last)
    throw makeUpDayInvalid('too_late', `补课应不晚于 ${last}`, `must be ${last} at the latest`);
}
