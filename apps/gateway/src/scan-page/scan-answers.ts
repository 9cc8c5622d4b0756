import { z } from 'zod';

/**
 * As much of the services' answers as the page shows. What is not named here is not passed on, whatever a service adds;
 * codes are texts, so that a new one of a service that is ahead is shown as it is rather than as an error.
 */
const text = z.string();
const maybe = z.string().nullable();

const membership = z.object({
  organizationName: text,
  memberKind: text,
  /** Only the member is shown it: it tells of illness. */
  standing: text.nullish(),
  admittedOn: text,
  confirmedOn: maybe,
  startsOn: text,
  endsOn: maybe,
});

const heldOffice = z.object({
  organizationName: text,
  title: text,
  acting: z.boolean(),
  startsOn: text,
  endsOn: maybe,
});

export const scanAnswer = z.object({
  as: z.enum(['stranger', 'fellow', 'officer', 'self']),
  subject: z.enum(['member', 'organization']),
  branchName: maybe,
  member: z
    .object({
      name: text,
      offices: z.array(z.object({ title: text, organizationName: text })),
      /** What the member lets fellows see. */
      phone: text.nullish(),
      politicalBirthday: text.nullish(),
      hasPhoto: z.boolean().nullish(),
    })
    .nullable(),
  record: z
    .object({
      personId: text,
      name: text,
      employeeNumber: maybe,
      sex: text,
      bornOn: text,
      citizenNumber: text,
      phone: maybe,
      memberships: z.array(membership),
      offices: z.array(heldOffice),
    })
    .nullable(),
  looks: z.array(z.object({ at: text, what: text, viewerName: maybe })).nullable(),
  organization: z
    .object({
      name: text,
      type: text,
      dissolvedOn: maybe,
      offices: z.array(z.object({ title: text, name: text })).nullable(),
      memberCount: z.number().nullable(),
    })
    .nullable(),
});
export type Scan = z.infer<typeof scanAnswer>;
export type ScannedRecord = NonNullable<Scan['record']>;

/** JPEG. */
export const photoAnswer = z.instanceof(Buffer);

/** Of a letter of transfer, which has a code of its own. */
export const letterAnswer = z.object({
  status: text,
  number: text,
  fromName: text,
  toName: text,
  name: text,
});
export type Letter = z.infer<typeof letterAnswer>;

export const activitiesAnswer = z.object({
  data: z.array(
    z.object({
      title: text,
      heldOn: text,
      organizationName: maybe,
      types: z.array(text),
      status: text,
    }),
  ),
});
export type OwnActivity = z.infer<typeof activitiesAnswer>['data'][number];

export const scoreAnswer = z.object({
  month: text,
  score: z.number().nullable(),
  grade: maybe,
  lines: z.array(
    z.object({
      title: z.object({ zh: text, en: text }),
      points: z.number(),
      applicable: z.boolean(),
    }),
  ),
  /** How many of the branch's members have which grade; the member's own answer has it. */
  branchDistribution: z.record(z.string(), z.number()).nullish(),
});
export type Score = z.infer<typeof scoreAnswer>;
export const scoresAnswer = z.object({ data: z.array(scoreAnswer) });

export const runsAnswer = z.object({
  data: z.array(z.object({ id: text, supersededBy: maybe })),
});

export const tokensAnswer = z.object({
  accessToken: text,
  refreshToken: text,
  expiresIn: z.number(),
  /** A members service of before tells nothing of it, and has nobody who must. */
  passwordMustChange: z.boolean().default(false),
});
export type Tokens = z.infer<typeof tokensAnswer>;
