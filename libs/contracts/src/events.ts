import { z } from 'zod';
import {
  activityTypes,
  attendanceStatuses,
  grades,
  reminderKinds,
  reminderStages,
  scoreLevels,
} from './terms.js';

/**
 * Every event that crosses a queue: a small, versioned fact in the past tense. Ids, numbers and dates only, never
 * personal data. Parsed where it is written and again where it is read.
 */
const id = z.uuid();
const day = z.iso.date();
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

export const eventSchemas = {
  /** A bell: the directory (organizations, people, memberships, accounts, sessions that ended) has news to pull. */
  'members.directory.changed': z.object({
    /** The version of this event. */
    v: z.literal(1),
  }),

  /**
   * A day comes near by which an organization has to act, or has passed. Told once for each day, stage and organization,
   * by the look of the day on which it is found.
   */
  'members.reminder.due': z.object({
    v: z.literal(1),
    /** The reminder: of the same thing another day, stage or organization is another. */
    reminderId: id,
    /** What is to be decided: a probation that ends, a re-election, a letter of transfer that runs out. */
    kind: z.enum(reminderKinds),
    /** Whether the day comes near, or has passed and nothing was done. */
    stage: z.enum(reminderStages),
    /** The person on probation, the organization whose term ends, or the transfer. */
    subjectId: id,
    /** The branch or committee that has to act. */
    organizationId: id,
    /** Whose probation or letter it is; null for a re-election. */
    personId: id.nullable(),
    /** The day on which the probation or the term ends, or the last on which the letter is good. */
    dueOn: day,
  }),

  /** An activity passed its review; its attendance as settled at that moment. */
  'activities.activity.filed': z.object({
    v: z.literal(1),
    /** The activity. */
    activityId: id,
    /** The organization that it is about. */
    organizationId: id,
    /** Every duty the one record meets (a branch meeting on the theme day counts for both). */
    types: z.array(z.enum(activityTypes)).min(1),
    /** The day on which it was held. */
    heldOn: day,
    /** True when the record was entered long after the activity; a label, never a penalty. */
    backfilled: z.boolean(),
    /** Everybody who was expected: the person, and how the attendance stands. */
    attendance: z.array(z.tuple([id, z.enum(attendanceStatuses)])).max(5000),
    /** Persons who gave the lecture. */
    lecturers: z.array(id).max(20),
  }),

  /** One person's attendance changed after filing, by making up what was missed. Supersedes by revision. */
  'activities.attendance.settled': z.object({
    v: z.literal(1),
    activityId: id,
    /** The organization that it is about. */
    organizationId: id,
    types: z.array(z.enum(activityTypes)).min(1),
    heldOn: day,
    /** Whose attendance it is. */
    personId: id,
    /** How it stands now. */
    status: z.enum(attendanceStatuses),
    /** Counts up with every settlement of this person's attendance; the filing itself is revision 0. */
    revision: z.int().min(1),
  }),

  /** A month's run was published. */
  'assessment.run.published': z.object({
    v: z.literal(1),
    /** The run. */
    runId: id,
    /** The organization that it is about. */
    organizationId: id,
    /** The month that was scored. */
    month,
  }),

  /**
   * Published scores, up to 500 in one event; of a correction those only that it changes. Scores in hundredths of a
   * point; null: not scored, or no longer.
   */
  'assessment.scores.published': z.object({
    v: z.literal(1),
    runId: id,
    /** The published run that this one supersedes. */
    corrects: id.nullable().default(null),
    month,
    /** Of what all these scores are. */
    level: z.enum(scoreLevels),
    /** The person or the organization, its score, its grade. */
    scores: z
      .array(z.tuple([id, z.int().nullable(), z.enum(grades).nullable()]))
      .min(1)
      .max(500),
  }),
} as const;

export type EventType = keyof typeof eventSchemas;
export type EventPayload<T extends EventType> = z.infer<(typeof eventSchemas)[T]>;
export const eventTypes = Object.keys(eventSchemas) as EventType[];

/** An event as it is heard: the envelope carries what messaging needs, the payload what subscribers need. */
export interface EventEnvelope<T extends EventType = EventType> {
  /** Of those that were told together. */
  readonly id: string;
  /** The place among them. An event that comes again is known by both. */
  readonly position: number;
  readonly type: T;
  readonly occurredAt: string;
  readonly traceId: string | null;
  readonly payload: EventPayload<T>;
}

/** Events of one type that were told together, as they travel: one payload, or a list of several. */
export interface EventSet<T extends EventType = EventType> {
  readonly id: string;
  readonly type: T;
  readonly occurredAt: string;
  readonly traceId: string | null;
  readonly payload: EventPayload<T> | readonly EventPayload<T>[];
  /** Of a part of what was told together: the position of its first. */
  readonly from?: number;
}

export function parsePayload<T extends EventType>(type: T, payload: unknown): EventPayload<T> {
  return eventSchemas[type].parse(payload) as EventPayload<T>;
}

const setSchema = z.object({
  id,
  type: z.enum(eventTypes as [EventType, ...EventType[]]),
  occurredAt: z.iso.datetime({ offset: true }),
  traceId: z.string().nullable(),
  payload: z.unknown(),
  from: z.int().min(0).optional(),
});

export interface HeardSet {
  readonly id: string;
  /** False for a part of what was told together. */
  readonly whole: boolean;
  readonly events: readonly EventEnvelope[];
}

/** Reads events that were told together off the wire; throws when one of them is not what the contract says. */
export function parseSet(wire: unknown): HeardSet {
  const { id: set, type, occurredAt, traceId, payload, from } = setSchema.parse(wire);
  const payloads: readonly unknown[] = Array.isArray(payload) ? payload : [payload];
  // Field by field: a spread for each event costs more than parsing it.
  const events = payloads.map((one, index) => ({
    id: set,
    position: (from ?? 0) + index,
    type,
    occurredAt,
    traceId,
    payload: parsePayload(type, one),
  }));
  return { id: set, whole: from === undefined, events };
}
