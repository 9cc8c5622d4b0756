import { randomUUID } from 'node:crypto';
import { FixedClock } from '#libs/calendar';
import type { AttendanceStatus, ActivityType, EventPayload } from '#libs/contracts';
import { Inbox } from '#libs/messaging';
import {
  eventually,
  FakeMembers,
  type ServiceAnswer,
  ServiceHarness,
  startTestService,
  type TestDatabase,
  type TestService,
} from '#libs/testing';
import { AppModule } from '../src/app.module.js';
import { readAssessmentConfig } from '../src/config.js';
import { WhenActivityFiledRecordFacts } from '../src/subscribers/when-activity-filed-record-facts.subscriber.js';

export type Filed = EventPayload<'activities.activity.filed'>;
export type Settled = EventPayload<'activities.attendance.settled'>;

export function filed(
  organization: { id: string },
  types: readonly ActivityType[],
  heldOn: string,
  attendance: readonly (readonly [{ id: string }, AttendanceStatus])[] = [],
  lecturers: readonly { id: string }[] = [],
): Filed {
  return {
    v: 1,
    activityId: randomUUID(),
    organizationId: organization.id,
    types: [...types],
    heldOn,
    backfilled: false,
    attendance: attendance.map(([person, status]) => [person.id, status]),
    lecturers: lecturers.map((person) => person.id),
  };
}

export function settled(
  filing: Filed,
  person: { id: string },
  status: AttendanceStatus,
  revision = 1,
): Settled {
  const { activityId, organizationId, types, heldOn } = filing;
  return { v: 1, activityId, organizationId, types, heldOn, personId: person.id, status, revision };
}

export interface RunBody {
  id: string;
  status: string;
  operationId: string;
  inputHash: string;
  resultHash: string;
  supersededBy: string | null;
  progress: { done: number; total: number; phase: string };
  counts: Record<string, number | null>;
}

export interface ScoreBody {
  subjectId: string;
  name: string;
  score: number | null;
  grade: string | null;
  notScoredReason: string | null;
}

/** The code of a refusal. */
export const codeOf = ({ body }: { body: unknown }): string | undefined =>
  (body as { code?: string }).code;

const envelope = (payload: Filed | Settled) => ({
  id: randomUUID(),
  type: 'attendance' in payload ? 'activities.activity.filed' : 'activities.attendance.settled',
  occurredAt: '2026-11-01T00:00:00Z',
  traceId: null,
  payload,
});

/** Assessment alone, with a clock that stands in November 2026. */
export class AssessmentHarness extends ServiceHarness {
  private constructor(
    members: FakeMembers,
    service: TestService,
    readonly clock: FixedClock,
  ) {
    super(members, service);
  }

  static async start(environment: Record<string, string> = {}): Promise<AssessmentHarness> {
    const clock = new FixedClock(new Date('2026-11-05T01:00:00Z'));
    const members = await FakeMembers.start();
    return AssessmentHarness.boot(members, clock, environment);
  }

  private static async boot(
    members: FakeMembers,
    clock: FixedClock,
    environment: Record<string, string>,
    database?: TestDatabase,
  ): Promise<AssessmentHarness> {
    const service = await startTestService('assessment', {
      read: readAssessmentConfig,
      build: (config) => AppModule.with(config, clock),
      environment: { MEMBERS_URL: members.url, ...environment },
      ...(database && { database }),
    });
    return new AssessmentHarness(members, service, clock);
  }

  /** Another copy of the service on the same database and directory, with an environment of its own. */
  beside(environment: Record<string, string>): Promise<AssessmentHarness> {
    return AssessmentHarness.boot(this.members, this.clock, environment, this.service.database);
  }

  /** Gives events to the subscriber as its queue would; each call makes envelopes of its own. */
  async happens(...payloads: readonly (Filed | Settled)[]): Promise<void> {
    await this.deliver(payloads.map(envelope));
  }

  deliver(envelopes: readonly unknown[]): Promise<number> {
    const { app } = this.service;
    return app.get(Inbox).deliver(app.get(WhenActivityFiledRecordFacts), envelopes);
  }

  envelope(payload: Filed | Settled): unknown {
    return envelope(payload);
  }

  /** Starts a run and waits until its scores are there. */
  async scored(accountId: string, month: string, organizationId?: string): Promise<RunBody> {
    const body = organizationId === undefined ? { month } : { month, organizationId };
    const started = await this.post(accountId, '/v1/runs', body);
    if (started.status !== 202) throw new Error(`not started: ${started.text}`);
    return this.settled(accountId, (started.body as RunBody).id);
  }

  publish(accountId: string, runId: string): Promise<ServiceAnswer> {
    return this.post(accountId, `/v1/runs/${runId}/publish`);
  }

  /** Waits until the scores of a run are there. */
  settled(accountId: string, id: string): Promise<RunBody> {
    return eventually(async () => {
      const { body: run } = (await this.get(accountId, `/v1/runs/${id}`)) as { body: RunBody };
      if (run.status !== 'draft') throw new Error(`the run is ${run.status}`);
      return run;
    });
  }

  async scores(accountId: string, runId: string, level: string): Promise<Map<string, ScoreBody>> {
    const response = await this.get(accountId, `/v1/runs/${runId}/scores?level=${level}&limit=200`);
    const { data } = response.body as { data: ScoreBody[] };
    return new Map(data.map((score) => [score.subjectId, score]));
  }
}
