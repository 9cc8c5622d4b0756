import type { Test } from 'supertest';
import type { TestService } from '#libs/testing';
import type { Caller } from './members.harness.js';

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
