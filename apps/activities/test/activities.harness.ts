import request, { type Response } from 'supertest';
import { FixedClock } from '#libs/calendar';
import type { ActivityType, DirectoryEntry } from '#libs/contracts';
import {
  FakeMembers,
  type SamplePerson,
  type ServiceAnswer,
  ServiceHarness,
  startTestService,
  type TestService,
} from '#libs/testing';
import { AppModule } from '../src/app.module.js';
import { readActivitiesConfig } from '../src/config.js';

export type Organization = Extract<DirectoryEntry, { kind: 'organization' }>;
type Status = 'present' | 'leave' | 'absent' | 'exempt';

export const NOW = new Date('2026-11-22T10:00:00+08:00');

/** What answers have in common, as far as tests look at them. */
export interface Answer {
  id: string;
  status: string;
  code: string;
  errors: { pointer: string; code: string; message: string }[];
  data: { id: string; [field: string]: unknown }[];
  nextCursor: string | null;
  [field: string]: unknown;
}

export type Answered = ServiceAnswer<Answer>;

/** Activities alone, whose time stands still at `NOW`. */
export class ActivitiesHarness extends ServiceHarness<Answer> {
  private constructor(
    members: FakeMembers,
    service: TestService,
    readonly clock: FixedClock,
  ) {
    super(members, service);
  }

  static async start(): Promise<ActivitiesHarness> {
    const members = await FakeMembers.start();
    const clock = new FixedClock(NOW);
    const service = await startTestService('activities', {
      read: readActivitiesConfig,
      build: (config) => AppModule.with(config, clock),
      environment: { MEMBERS_URL: members.url, LOG_LEVEL: 'error' },
    });
    return new ActivitiesHarness(members, service, clock);
  }

  /** Bytes that need not be JSON, and without a key. */
  async raw(account: string, path: string, type: string, body: string | Buffer): Promise<Response> {
    return request(this.service.url)
      .post(path)
      .auth(await this.token(account), { type: 'bearer' })
      .type(type)
      .serialize((bytes: unknown) => bytes as string)
      .send(body as string);
  }

  /** A valid plan; what is given replaces its fields. */
  plan(organization: Organization, change: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      organizationId: organization.id,
      types: ['theme_day'] satisfies ActivityType[],
      title: '十月主题党日',
      startsAt: '2026-11-20T09:00:00+08:00',
      place: '会议室',
      ...change,
    };
  }

  async planned(
    account: string,
    organization: Organization,
    change: Record<string, unknown> = {},
  ): Promise<string> {
    const answer = await this.post(account, '/v1/activities', this.plan(organization, change));
    if (answer.status !== 201) throw new Error(`not planned: ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  }

  /** Brings a planned activity to `held`, and on to `submitted` or `filed`. */
  async bring(
    id: string,
    to: 'held' | 'submitted' | 'filed',
    by: { recorder: string; reviewer?: string },
    attendance: readonly object[],
  ): Promise<void> {
    const steps: [string, string, object?][] = [
      ['hold', by.recorder, { attendance, minutes: '会议记录' }],
    ];
    if (to !== 'held') steps.push(['submit', by.recorder]);
    if (to === 'filed') steps.push(['approve', by.reviewer ?? by.recorder]);
    for (const [command, account, body] of steps) {
      const answer = await this.post(account, `/v1/activities/${id}/${command}`, body);
      if (answer.status !== 200) throw new Error(`${command}: ${JSON.stringify(answer.body)}`);
    }
  }
}

/** Attendance entries: everybody present, but for those said otherwise. */
export function attendanceOf(
  people: readonly SamplePerson[],
  others: Readonly<Record<string, Status>> = {},
): { personId: string; status: Status; reason?: string }[] {
  return people.map(({ id }) => {
    const status = others[id] ?? 'present';
    return { personId: id, status, ...(status === 'exempt' && { reason: '长病' }) };
  });
}
