import { addDays, addMonthsToDay } from '#libs/calendar';
import type { OrganizationType, ReminderKind, ReminderStage } from '#libs/contracts';
import { probationEnd } from '../memberships/membership.policy.js';
import type { RuleValues } from '../rules/rules.js';

/** A probation that nobody has decided yet. */
export interface OpenProbation {
  readonly kind: 'probation';
  readonly personId: string;
  /** The branch that the member belongs to, by a group or not. */
  readonly branchId: string;
  readonly admittedOn: string;
  readonly probationUntil: string | null;
}

/** The term of whoever was elected last. */
export interface RunningTerm {
  readonly kind: 'election';
  readonly organizationId: string;
  readonly type: Exclude<OrganizationType, 'group'>;
  readonly electedOn: string;
}

/** A letter of transfer that is out. One of both sides may be outside the suite. */
export interface OpenLetter {
  readonly kind: 'letter';
  readonly transferId: string;
  readonly personId: string;
  readonly fromBranchId: string | null;
  readonly toBranchId: string | null;
  /** The last day on which it is good. */
  readonly expiresOn: string;
}

export type Waiting = OpenProbation | RunningTerm | OpenLetter;

export interface Reminder {
  readonly kind: ReminderKind;
  readonly stage: ReminderStage;
  readonly subjectId: string;
  /** Who has to act. */
  readonly organizationId: string;
  readonly personId: string | null;
  readonly dueOn: string;
}

/** What is to be told of it on a day; undefined as long as the day is far. Days that nobody looked on are made up for. */
export function reminderOf(
  waiting: Waiting,
  today: string,
  rules: RuleValues,
): Reminder | undefined {
  switch (waiting.kind) {
    case 'probation':
      return ofProbation(waiting, today, rules);
    case 'election':
      return ofElection(waiting, today, rules);
    case 'letter':
      return ofLetter(waiting, today, rules);
  }
}

/** When it is over it is to be discussed in good time (党章 Art. 7): on its last day it is not late yet. */
function ofProbation(
  waiting: OpenProbation,
  today: string,
  rules: RuleValues,
): Reminder | undefined {
  const { kind, personId, branchId: organizationId } = waiting;
  const dueOn = probationEnd(waiting, rules);
  const notice = addDays(dueOn, -rules.probation_notice_days);
  const stage = stageOn(today, notice, addDays(dueOn, 1));
  return stage && { kind, stage, subjectId: personId, organizationId, personId, dueOn };
}

/** Near and overdue on the days on which the advisories say so (支部工作条例 Art. 21). */
function ofElection(waiting: RunningTerm, today: string, rules: RuleValues): Reminder | undefined {
  const { kind, organizationId, type, electedOn } = waiting;
  const dueOn = addMonthsToDay(electedOn, rules[`${type}_term_years`] * 12);
  const stage = stageOn(today, addMonthsToDay(dueOn, -rules.election_notice_months), dueOn);
  return stage && { kind, stage, subjectId: organizationId, organizationId, personId: null, dueOn };
}

/**
 * As long as the letter is good it is for the receiving side to answer, or for the sending one to enter the answer from
 * outside. When it has run out the sending side, which goes on answering for the member, has to begin anew.
 */
function ofLetter(waiting: OpenLetter, today: string, rules: RuleValues): Reminder | undefined {
  const { kind, transferId, personId, fromBranchId, toBranchId, expiresOn: dueOn } = waiting;
  const notice = addDays(dueOn, -rules.letter_notice_days);
  const stage = stageOn(today, notice, addDays(dueOn, 1));
  const organizationId =
    stage === 'overdue' ? (fromBranchId ?? toBranchId) : (toBranchId ?? fromBranchId);
  if (stage === undefined || organizationId === null) return undefined;
  return { kind, stage, subjectId: transferId, organizationId, personId, dueOn };
}

/** From the day of the notice on, and from the day on which it is late. */
function stageOn(today: string, notice: string, late: string): ReminderStage | undefined {
  if (today >= late) return 'overdue';
  return today >= notice ? 'near' : undefined;
}
