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

function entryErrors(entries: readonly Entry[], members: ReadonlySet<string>): FieldError[] {
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
    if (status === 'exempt' && (reason ?? '').trim() === '')
      errors.push({
        pointer: `${at}/reason`,
        code: 'reason_missing',
        message: message('免于参加须写明原因', 'is needed where somebody is exempt'),
      });
    return errors;
  });
}

function missingErrors(entries: readonly Entry[], members: readonly Member[]): FieldError[] {
  const listed = new Set(entries.map((entry) => entry.personId));
  return members
    .filter((member) => !listed.has(member.personId))
    .map(({ personId, name }) => ({
      pointer: '/attendance',
      code: 'missing',
      message: message(`缺少 ${name}（${personId}）`, `lacks ${name} (${personId})`),
    }));
}

/**
 * Refuses a record that names somebody twice or somebody foreign, or leaves out somebody who was due.
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
  const errors = entryErrors(entries, new Set(members.map((member) => member.personId)));
  if (forNamed && entries.length < 2)
    errors.push({
      pointer: '/attendance',
      code: 'arrayMinSize',
      message: message('至少应有两人', 'must name two people at least'),
    });
  if (errors.length > 0) throw attendanceInvalid(errors);
  if (forNamed) return;
  const missing = missingErrors(entries, members);
  if (missing.length > 0) throw attendanceIncomplete(missing);
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
