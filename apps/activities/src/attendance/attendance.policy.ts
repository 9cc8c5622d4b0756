import type { ActivityType, FieldError } from '#libs/contracts';
import {
  attendanceIncomplete,
  attendanceInvalid,
  lecturersInvalid,
  tooManyDue,
} from './attendance.errors.js';

/** What can be recorded; `made_up` comes afterwards, and by itself. */
export const recordedStatuses = ['present', 'leave', 'absent', 'exempt'] as const;
export type RecordedStatus = (typeof recordedStatuses)[number];

export interface Entry {
  readonly personId: string;
  readonly status: RecordedStatus;
  readonly reason: string | null;
}

/** A member, on the day, of the organization or one below it. */
export interface Member {
  readonly personId: string;
  readonly name: string;
  /** Full members vote; probationary ones do not. */
  readonly votes: boolean;
  /** Exempt from attendance on that day: need not be named, and if they come they are present as everybody else. */
  readonly exempt: boolean;
}

/** A rule of the regulations that the record does not meet: advice, since "normally" is no "must". */
export interface QuorumWarning {
  code: 'branch_meeting_quorum' | 'committee_meeting_quorum';
  present: number;
  entitled: number;
}

/** One record holds so many people; larger activities are recorded by the organizations below. */
export const MOST_PEOPLE = 2000;

const message = (zh: string, en: string): FieldError['message'] => ({ zh, en });

function entryErrors(
  entries: readonly Entry[],
  members: ReadonlySet<string>,
  exempt: ReadonlySet<string>,
): FieldError[] {
  const seen = new Set<string>();
  return entries.flatMap(({ personId, status, reason }, index) => {
    const at = `/attendance/${index}`;
    const errors: FieldError[] = [];
    if (seen.has(personId))
      errors.push({
        pointer: `${at}/personId`,
        code: 'duplicate',
        message: message('此人已登记过一次', 'is listed twice'),
      });
    else if (!members.has(personId))
      errors.push({
        pointer: `${at}/personId`,
        code: 'unknown_person',
        message: message('当日不是该组织的党员', 'was no member of the organization on that day'),
      });
    seen.add(personId);
    if (status === 'exempt' && reason === null && !exempt.has(personId))
      errors.push({
        pointer: `${at}/reason`,
        code: 'reason_missing',
        message: message('免于参加须写明原因', 'is needed where somebody is exempt'),
      });
    // It would count against them, and nobody is made to come who need not.
    if (exempt.has(personId) && (status === 'absent' || status === 'leave'))
      errors.push({
        pointer: `${at}/status`,
        code: 'exempt_member',
        message: message('此人当日免于参加', 'is of somebody who was exempt on that day'),
      });
    return errors;
  });
}

const unnamed = (entries: readonly Entry[], members: readonly Member[]): Member[] => {
  const named = new Set(entries.map((entry) => entry.personId));
  return members.filter((member) => !named.has(member.personId));
};

/**
 * Refuses a record in which people lack a status who were due.
 *
 * @throws activities.attendance_incomplete
 */
export function refuseMissing(
  people: readonly { readonly personId: string; readonly name: string }[],
): void {
  if (people.length === 0) return;
  const errors = people.map(({ personId, name }): FieldError => ({
    pointer: '/attendance',
    code: 'missing',
    message: message(`缺少 ${name}（${personId}）`, `lacks ${name} (${personId})`),
  }));
  throw attendanceIncomplete(errors);
}

/** The record as it is kept: who is exempt and was not named is exempt in it. */
export function withExempt(entries: readonly Entry[], members: readonly Member[]): Entry[] {
  const exempt = unnamed(entries, members).filter((member) => member.exempt);
  return [
    ...entries,
    ...exempt.map(({ personId }): Entry => ({ personId, status: 'exempt', reason: null })),
  ];
}

/**
 * Refuses a record that names somebody twice or somebody foreign, or leaves out somebody who was due. Where the activity
 * is for those named nobody is exempt who could be left out.
 *
 * @param members everybody who was due; where the activity is for those named: who of those named is a member.
 * @throws activities.attendance_invalid, activities.attendance_incomplete, activities.too_many_due
 */
export function refuseAttendance(
  entries: readonly Entry[],
  members: readonly Member[],
  forNamed: boolean,
): void {
  if (members.length > MOST_PEOPLE) throw tooManyDue();
  const idsOf = (some: readonly Member[]): Set<string> =>
    new Set(some.map((member) => member.personId));
  const exempt = idsOf(forNamed ? [] : members.filter((member) => member.exempt));
  const errors = entryErrors(entries, idsOf(members), exempt);
  if (forNamed && entries.length < 2)
    errors.push({
      pointer: '/attendance',
      code: 'arrayMinSize',
      message: message('至少应有两人', 'must name two people at least'),
    });
  if (errors.length > 0) throw attendanceInvalid(errors);
  if (!forNamed) refuseMissing(unnamed(withExempt(entries, members), members));
}

/** @throws activities.lecturers_invalid */
export function refuseLecturers(
  types: readonly ActivityType[],
  lecturers: readonly string[],
  known: ReadonlySet<string>,
): void {
  if (lecturers.length > 0 && !types.includes('lecture'))
    throw lecturersInvalid([
      {
        pointer: '/lecturerIds',
        code: 'not_a_lecture',
        message: message('该活动不是党课', 'belong to a lecture only'),
      },
    ]);
  const errors = lecturers.flatMap((personId, index): FieldError[] =>
    known.has(personId)
      ? []
      : [
          {
            pointer: `/lecturerIds/${index}`,
            code: 'unknown_person',
            message: message('当日不是本组织体系的党员', 'was no member here on that day'),
          },
        ],
  );
  if (errors.length > 0) throw lecturersInvalid(errors);
}

/**
 * The quorums of 支部工作条例: a branch meeting needs half of those entitled to vote and due (Art. 11), a committee
 * meeting half of the committee (Art. 12).
 */
export function quorumWarnings(
  types: readonly ActivityType[],
  entries: readonly Entry[],
  members: readonly Member[],
): QuorumWarning[] {
  const warnings: QuorumWarning[] = [];
  const warn = (code: QuorumWarning['code'], entitled: readonly Entry[]): void => {
    const present = entitled.filter((entry) => entry.status === 'present').length;
    if (present * 2 < entitled.length) warnings.push({ code, present, entitled: entitled.length });
  };
  if (types.includes('branch_meeting')) {
    const voters = new Set(
      members.filter((member) => member.votes).map(({ personId }) => personId),
    );
    const due = entries.filter((entry) => entry.status !== 'exempt' && voters.has(entry.personId));
    warn('branch_meeting_quorum', due);
  }
  if (types.includes('committee_meeting')) warn('committee_meeting_quorum', entries);
  return warnings;
}
