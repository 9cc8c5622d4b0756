import type {
  ActivityType,
  AttendanceStatus,
  BranchCategory,
  Grade,
  MembershipKind,
  OrganizationType,
  ScoreLevel,
} from '#libs/contracts';

/** What the oracle computes a month from: plain things, as the API shows them. */
export interface OracleInput {
  /** `YYYY-MM` */
  readonly month: string;
  /** The run's root and everything below it. */
  readonly organizations: readonly OracleOrganization[];
  readonly memberships: readonly OracleMembership[];
  /** Only what was filed, with the attendance as settled; also the earlier months of the year. */
  readonly activities: readonly OracleActivity[];
  /** The rows of `GET /v1/schemes`. */
  readonly schemes: readonly OracleScheme[];
}

export interface OracleOrganization {
  readonly id: string;
  readonly parentId: string | null;
  readonly type: OrganizationType;
  readonly category: BranchCategory | null;
  readonly foundedOn: string;
  /** The first day on which it is no more. */
  readonly dissolvedOn: string | null;
}

export interface OracleMembership {
  readonly personId: string;
  readonly organizationId: string;
  readonly memberKind: MembershipKind;
  readonly startsOn: string;
  /** The first day on which it no longer counts. */
  readonly endsOn: string | null;
}

export interface OracleActivity {
  readonly id: string;
  readonly organizationId: string;
  readonly types: readonly ActivityType[];
  readonly heldOn: string;
  readonly attendance: readonly (readonly [personId: string, status: AttendanceStatus])[];
  readonly lecturers: readonly string[];
}

export interface OracleScheme {
  readonly level: ScoreLevel;
  readonly version: number;
  readonly organizationId: string | null;
  readonly activeFrom: string;
  readonly definition: SchemeDefinition;
}

/** All amounts in hundredths of a point. */
export interface SchemeDefinition {
  readonly base: number;
  readonly taskMaximum: number;
  readonly applies: { readonly categories?: readonly BranchCategory[] };
  readonly indicators: readonly SchemeIndicator[];
  readonly awardCap?: number;
  readonly bands: readonly { readonly grade: Grade; readonly from: number }[];
}

export type SchemeIndicator = { readonly key: string; readonly metric: string } & (
  | TaskRule
  | { readonly kind: 'award' | 'deduction'; readonly pointsEach: number; readonly cap: number }
  | { readonly kind: 'veto'; readonly ceilingGrade: Grade }
);

export interface TaskRule {
  readonly kind: 'task';
  readonly maximum: number;
  readonly target?: number;
  readonly period: 'month' | 'quarter' | 'year';
}
