import type { Test } from 'supertest';
import type { TestService } from '#libs/testing';
import { appoint } from './codes.harness.js';
import { type Caller, enrol, openAccount, startMembers } from './members.harness.js';
import { type SmallMine, smallMine } from './small-mine.js';

export const decision = '支部大会决议〔2026〕3号';

export interface ChangeBody {
  readonly id: string;
  readonly change: string;
  readonly changedOn: string;
  readonly byName: string | null;
  readonly revokesId: string | null;
  readonly reason: string | null;
  readonly revocation: {
    readonly id: string;
    readonly revokedOn: string;
    readonly byName: string | null;
    readonly reason: string;
  } | null;
}

export function decide(by: Caller, personId: string, what: string, body: object): Test {
  return by.post(`/v1/members/${personId}/${what}`, { decision, ...body });
}

/** @returns the decision's id. */
export async function decided(
  by: Caller,
  personId: string,
  what: string,
  body: object,
): Promise<string> {
  const answer = await decide(by, personId, what, body).expect(200);
  return (answer.body as ChangeBody).id;
}

export function revoke(by: Caller, personId: string, changeId: string, body: object = {}): Test {
  return by.post(`/v1/members/${personId}/changes/${changeId}/revoke`, {
    revokedOn: '2026-11-01',
    decision: '五台矿党委会议纪要〔2026〕8号',
    reason: '误录',
    ...body,
  });
}

export interface StateOfMember {
  /** As they are shown. */
  readonly memberships: unknown;
  readonly offices: unknown;
  readonly exemptions: unknown;
  /** Of each membership the end of an extended probation, which a record does not show. */
  readonly probations: unknown;
}

/** All that a decision about a membership changes. */
export async function stateOf(
  { database }: TestService,
  admin: Caller,
  personId: string,
): Promise<StateOfMember> {
  const { body } = await admin.get(`/v1/members/${personId}`).expect(200);
  const { memberships, offices } = body as { memberships: unknown; offices: unknown };
  const client = await database.admin('members');
  const { rows: exemptions } = await client.query(
    'select id, ends_on::text from exemptions where person_id = $1 order by id',
    [personId],
  );
  const { rows: probations } = await client.query(
    'select id, probation_until::text from memberships where person_id = $1 and not voided order by id',
    [personId],
  );
  return { memberships, offices, exemptions, probations };
}

const PROBATIONARY = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L'];

/** The small mine, with a dozen in the branch whose probation nobody has decided. */
export class RevocationsHarness {
  private constructor(
    readonly service: TestService,
    readonly mine: SmallMine,
    private readonly people: ReadonlyMap<string, string>,
  ) {}

  static async start(): Promise<RevocationsHarness> {
    const service = await startMembers();
    const mine = await smallMine(service.url);
    const people = await enrol(mine.admin, [
      ...PROBATIONARY.map((number) => ({ number, name: '张伟', code: 'ZB-1', kind: '预备党员' })),
      { number: 'O', name: '李强', code: 'ZB-1' },
      { number: 'S', name: '王芳', code: 'ZB-1' },
      { number: 'X', name: '赵敏', code: 'ZB-2' },
      { number: 'N', name: '刘洋', code: 'XZ-2', kind: '预备党员' },
    ]);
    return new RevocationsHarness(service, mine, people);
  }

  get admin(): Caller {
    return this.mine.admin;
  }

  id(number: string): string {
    return this.people.get(number) ?? '';
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  /** Of the committee, by name. */
  async officer(): Promise<Caller> {
    await appoint(this.admin, this.mine.committee, this.id('O'), 'organization_commissioner');
    return openAccount(this.admin, this.id('O'), 'officer');
  }

  /** Of the own branch. */
  async secretary(): Promise<Caller> {
    await appoint(this.admin, this.mine.branches[0], this.id('S'), 'secretary');
    return openAccount(this.admin, this.id('S'), 'secretary');
  }

  /** Manages the sibling branch alone. */
  async elsewhere(): Promise<Caller> {
    const caller = await openAccount(this.admin, this.id('X'), 'elsewhere');
    const [account] = await this.admin.all<{ id: string }>(`/v1/accounts?personId=${this.id('X')}`);
    await this.admin
      .post(`/v1/accounts/${account?.id}/grants`, {
        role: 'committee_officer',
        organizationId: this.mine.branches[1],
      })
      .expect(201);
    return caller;
  }

  confirm(number: string): Promise<string> {
    return decided(this.admin, this.id(number), 'confirm', { changedOn: '2013-07-05' });
  }

  history(number: string, by = this.admin): Promise<ChangeBody[]> {
    return by.all<ChangeBody>(`/v1/members/${this.id(number)}/changes?limit=1`);
  }

  /** As what they are listed who belong on a day. */
  async onDay(number: string, day: string): Promise<unknown[]> {
    const members = await this.admin.all<{ personId: string; memberKind: string }>(
      `/v1/members?limit=200&on=${day}`,
    );
    return members
      .filter(({ personId }) => personId === this.id(number))
      .map(({ memberKind }) => memberKind);
  }
}
