import type { AttendanceStatus, EventPayload } from '#libs/contracts';
import { metricOf } from './metrics.js';

/** One thing that happened to one subject, counted by one metric. */
export interface NewFact {
  readonly metric: number;
  readonly organizationId: string;
  readonly subjectId: string;
  /** The activity it comes from. */
  readonly sourceId: string;
  /** Of the same source, subject and metric the highest revision is what counts, whatever came last. */
  readonly revision: number;
  readonly due: number;
  readonly done: number;
  readonly effectiveOn: string;
  readonly status: AttendanceStatus | null;
}

type Counted = Pick<NewFact, 'due' | 'done'>;

/** Leave is due and not done, since it can be made up; who is exempt was never due. */
const counted: Readonly<Record<AttendanceStatus, Counted>> = {
  present: { due: 1, done: 1 },
  made_up: { due: 1, done: 1 },
  leave: { due: 1, done: 0 },
  absent: { due: 1, done: 0 },
  exempt: { due: 0, done: 0 },
};

const absence = metricOf('absence.unexcused').id;
const lecture = metricOf('lecture.given').id;

type Origin = Omit<NewFact, 'metric' | 'subjectId' | 'due' | 'done' | 'status'>;

function originOf(
  event: { activityId: string; organizationId: string; heldOn: string },
  revision: number,
): Origin {
  return {
    organizationId: event.organizationId,
    sourceId: event.activityId,
    revision,
    effectiveOn: event.heldOn,
  };
}

function attendanceFacts(
  origin: Origin,
  types: readonly string[],
  personId: string,
  status: AttendanceStatus,
): NewFact[] {
  return types.map((type) => ({
    ...origin,
    metric: metricOf(`attendance.${type}`).id,
    subjectId: personId,
    ...counted[status],
    status,
  }));
}

const count = (origin: Origin, metric: number, subjectId: string, done: number): NewFact => ({
  ...origin,
  metric,
  subjectId,
  due: 0,
  done,
  status: null,
});

/** What the filing of an activity says: of everybody due, of who lectured, and of the organization. */
export function factsOfFiling(event: EventPayload<'activities.activity.filed'>): NewFact[] {
  const origin = originOf(event, 0);
  const types = [...new Set(event.types)];
  const attendance = new Map(event.attendance);
  return [
    ...types.map((type) => count(origin, metricOf(`held.${type}`).id, event.organizationId, 1)),
    ...[...attendance].flatMap(([personId, status]) =>
      attendanceFacts(origin, types, personId, status),
    ),
    ...[...attendance]
      .filter(([, status]) => status === 'absent')
      .map(([personId]) => count(origin, absence, personId, 1)),
    ...[...new Set(event.lecturers)].map((personId) => count(origin, lecture, personId, 1)),
  ];
}

/**
 * What a settlement says. It speaks of the absence even when there is none, so that the absence of the filing is
 * superseded, also when the filing comes after it.
 */
export function factsOfSettlement(event: EventPayload<'activities.attendance.settled'>): NewFact[] {
  const origin = originOf(event, event.revision);
  const { personId, status } = event;
  return [
    ...attendanceFacts(origin, [...new Set(event.types)], personId, status),
    count(origin, absence, personId, status === 'absent' ? 1 : 0),
  ];
}
