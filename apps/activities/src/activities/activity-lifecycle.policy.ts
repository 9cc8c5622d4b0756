import { minutesMissing, notInState, reviewerIsSubmitter } from './activities.errors.js';

export const activityStatuses = [
  'planned',
  'held',
  'submitted',
  'returned',
  'filed',
  'cancelled',
] as const;
export type ActivityStatus = (typeof activityStatuses)[number];

/** What can be done to an activity, with what the decision needs to know. */
export type ActivityCommand =
  | { readonly name: 'hold'; readonly minutes: string }
  | { readonly name: 'submit'; readonly by: string }
  | { readonly name: 'approve' | 'return'; readonly by: string; readonly administrator: boolean }
  | { readonly name: 'revise' }
  | { readonly name: 'cancel' }
  | { readonly name: 'make_up' };
export type CommandName = ActivityCommand['name'];

/** The part of an activity that the state machine reads and writes. */
export interface Lifecycle {
  readonly status: ActivityStatus;
  readonly minutes: string;
  readonly submittedBy: string | null;
  readonly reviewedBy: string | null;
}

type Transitions = Readonly<
  Record<CommandName, Readonly<Partial<Record<ActivityStatus, ActivityStatus>>>>
>;

/**
 * The whole life of an activity. What is not here cannot happen: nothing leaves `filed` or `cancelled`, and what was
 * returned is recorded anew before it is submitted again.
 */
const transitions: Transitions = {
  hold: { planned: 'held', held: 'held', returned: 'held' },
  submit: { held: 'submitted' },
  approve: { submitted: 'filed' },
  return: { submitted: 'returned' },
  revise: { planned: 'planned' },
  cancel: { planned: 'cancelled' },
  make_up: { filed: 'filed' },
};

/**
 * The activity after the command.
 *
 * @throws activities.not_in_state, activities.minutes_missing, activities.reviewer_is_submitter
 */
export function advance(activity: Lifecycle, command: ActivityCommand): Lifecycle {
  const status = transitions[command.name][activity.status];
  if (!status) throw notInState(activity.status);
  switch (command.name) {
    case 'hold':
      return { ...activity, status, minutes: command.minutes };
    case 'submit':
      if (activity.minutes.trim() === '') throw minutesMissing();
      return { ...activity, status, submittedBy: command.by };
    case 'approve':
    case 'return':
      // Four eyes; an administrator answers for the suite and may stand in where there is nobody else.
      if (activity.submittedBy === command.by && !command.administrator)
        throw reviewerIsSubmitter();
      return { ...activity, status, reviewedBy: command.by };
    case 'revise':
    case 'cancel':
    case 'make_up':
      return { ...activity, status };
  }
}
