import type { Test } from 'supertest';
import type { Caller } from './members.harness.js';

export const document = '五台煤矿党委决定〔2040〕9号';

export interface PartyProbationBody {
  readonly id: string;
  readonly personId: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly decisions: readonly {
    readonly outcome: string;
    readonly decidedOn: string;
    readonly decision: string;
    readonly endsOn: string;
    readonly approvedByName: string | null;
  }[];
}

/** For a year from the first day of 2040 on, unless the body says otherwise. */
export function impose(by: Caller, personId: string, body: object = {}): Test {
  return by.post(`/v1/members/${personId}/party-probations`, {
    decidedOn: '2040-01-01',
    decision: document,
    startsOn: '2040-01-01',
    endsOn: '2041-01-01',
    ...body,
  });
}

export async function imposed(
  by: Caller,
  personId: string,
  body: object = {},
): Promise<PartyProbationBody> {
  return (await impose(by, personId, body).expect(201)).body as PartyProbationBody;
}

/** Extends or ends one, by a decision of today. */
export function decide(
  by: Caller,
  id: string,
  what: 'extend' | 'end',
  endsOn: string,
  body: object = {},
): Test {
  return by.post(`/v1/party-probations/${id}/${what}`, {
    decidedOn: '2040-03-15',
    decision: '五台煤矿党委决定〔2040〕20号',
    endsOn,
    ...body,
  });
}

/** Makes the account of a person an officer of the committee in an organization. */
export async function grantOfficer(
  admin: Caller,
  personId: string,
  organizationId: string,
): Promise<void> {
  const [account] = await admin.all<{ id: string }>(`/v1/accounts?personId=${personId}`);
  await admin
    .post(`/v1/accounts/${account?.id ?? ''}/grants`, { role: 'committee_officer', organizationId })
    .expect(201);
}
