/** What the own branch has that nobody of the sibling branch may see. */
export interface Hidden {
  readonly organizationId: string;
  readonly groupId: string;
  readonly personId: string;
  readonly activityId: string;
  readonly draftId: string;
  readonly runId: string;
  readonly accountId: string;
  readonly officeId: string;
  readonly changeId: string;
  readonly transferId: string;
  readonly exemptionId: string;
  readonly partyProbationId: string;
  readonly grantId: string;
  readonly messageId: string;
  readonly schemeId: string;
  readonly importId: string;
  readonly code: string;
  readonly organizationCode: string;
  readonly sessionId: string;
  /** Of the account, as the server made it. */
  readonly initialPassword: string;
}
