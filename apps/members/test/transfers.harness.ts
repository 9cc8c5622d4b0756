import type { Test } from 'supertest';
import { FixedClock } from '#libs/calendar';
import type { TestService } from '#libs/testing';
import { type Caller, enrol, startMembers } from './members.harness.js';
import type { RosterLine } from './roster-csv.js';
import { type SmallMine, smallMine } from './small-mine.js';

export interface TransferBody {
  readonly id: string;
  readonly personId: string;
  readonly state: string;
  readonly letterNumber: string | null;
  readonly expiresOn: string | null;
  readonly closedOn: string | null;
  readonly steps: readonly { readonly step: string; readonly doneOn: string }[];
}

/** Ahead of the machine's time, so that a token outlives whatever day a test goes on to. */
const NOW = new Date('2040-03-15T02:00:00Z');

/** The small mine, whose time stands still until a test moves it on. */
export class TransfersHarness {
  private people: ReadonlyMap<string, string> = new Map();

  private constructor(
    readonly service: TestService,
    readonly mine: SmallMine,
    private readonly clock: FixedClock,
  ) {}

  static async start(): Promise<TransfersHarness> {
    const clock = new FixedClock(NOW);
    const service = await startMembers({}, undefined, clock);
    return new TransfersHarness(service, await smallMine(service.url), clock);
  }

  get admin(): Caller {
    return this.mine.admin;
  }

  async enrol(lines: readonly RosterLine[]): Promise<void> {
    this.people = await enrol(this.admin, lines);
  }

  /** Whoever was enrolled with the number. */
  id(number: string): string {
    return this.people.get(number) ?? '';
  }

  today(day: string): void {
    this.clock.set(new Date(`${day}T02:00:00Z`));
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  /** Where the person belonged on a day, as everybody is told who lists the members of that day. */
  async branchOn(personId: string, day: string): Promise<string[]> {
    const members = await this.admin.all<{ personId: string; organizationId: string }>(
      `/v1/members?limit=200&on=${day}`,
    );
    return members.filter((one) => one.personId === personId).map((one) => one.organizationId);
  }
}

export const outside = { name: '太原市某街道党工委', contact: '13987654321' };

export function request(by: Caller, personId: string, where: object, requestedOn: string): Test {
  return by.post('/v1/transfers', { personId, requestedOn, reason: '调入机电队工作', ...where });
}

export function step(by: Caller, id: string, name: string, doneOn: string, reason?: string): Test {
  return by.post(`/v1/transfers/${id}/${name}`, { doneOn, ...(reason && { reason }) });
}

/** Requested, approved and with its letter out, all on one day. */
export async function withLetter(
  by: Caller,
  personId: string,
  where: object,
  day: string,
): Promise<TransferBody> {
  const asked = await request(by, personId, where, day).expect(201);
  const { id } = asked.body as TransferBody;
  await step(by, id, 'approve-out', day).expect(200);
  return (await step(by, id, 'issue-letter', day).expect(200)).body as TransferBody;
}
