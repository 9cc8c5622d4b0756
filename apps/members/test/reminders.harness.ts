import { FixedClock } from '#libs/calendar';
import type { EventPayload } from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { DailyLook } from '../src/reminders/daily-look.js';
import { type Caller, startMembers } from './members.harness.js';
import { type SmallMine, smallMine } from './small-mine.js';

export type Reminder = EventPayload<'members.reminder.due'>;

/** Ahead of the machine's time, so that a token outlives whatever day a test goes on to. */
const START = '2040-03-01';

/** The small mine, looked at on the days that a test goes on to. */
export class RemindersHarness {
  private constructor(
    readonly service: TestService,
    readonly mine: SmallMine,
    readonly clock: FixedClock,
  ) {}

  static async start(): Promise<RemindersHarness> {
    const clock = new FixedClock(new Date(`${START}T02:00:00Z`));
    const service = await startMembers({}, undefined, clock);
    return new RemindersHarness(service, await smallMine(service.url), clock);
  }

  get admin(): Caller {
    return this.mine.admin;
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  /** Another copy of the service on the same database, with a clock of its own that shows the same. */
  copy(): Promise<TestService> {
    return startMembers({}, this.service.database, this.clock);
  }

  today(day: string): void {
    this.clock.set(new Date(`${day}T02:00:00Z`));
  }

  async elected(organizationId: string, electedOn: string): Promise<void> {
    const path = `/v1/organizations/${organizationId}`;
    const { headers } = await this.admin.get(path).expect(200);
    await this.admin.patch(path, { electedOn }, headers['etag'] ?? '').expect(200);
  }

  async decided(personId: string, what: string, body: object): Promise<void> {
    await this.admin
      .post(`/v1/members/${personId}/${what}`, { decision: '支部大会决议', ...body })
      .expect(200);
  }

  /** The look of a day, and what it tells; a look before has told the rest. */
  async lookOn(day: string): Promise<Reminder[]> {
    const before = (await this.told()).length;
    this.today(day);
    await this.service.app.get(DailyLook).look();
    return (await this.told()).slice(before);
  }

  /** A row of the outbox each, in the order in which they were written. */
  async sets(): Promise<Reminder[][]> {
    const database = await this.service.database.admin('members');
    const { rows } = await database.query<{ payload: Reminder | Reminder[] }>(
      `select payload from outbox where type = 'members.reminder.due' order by id`,
    );
    return rows.map(({ payload }) => [payload].flat());
  }

  async told(): Promise<Reminder[]> {
    return (await this.sets()).flat();
  }
}

/** Of each its stage, its day, and who has to act. */
export const outline = (reminders: readonly Reminder[]): unknown[] =>
  reminders.map(({ stage, dueOn, organizationId }) => [stage, dueOn, organizationId]);
