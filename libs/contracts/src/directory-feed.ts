import { z } from 'zod';
import { roles } from './permissions.js';
import {
  branchCategories,
  memberStandings,
  membershipKinds,
  organizationLines,
  organizationTypes,
} from './terms.js';

/**
 * The page that the members service's internal change feed answers, `GET /internal/v1/directory?after=&limit=`:
 * every entry once, as it stands now, in commit order. Reading from the empty cursor is the snapshot; going on from
 * the last `cursor` is the change feed.
 *
 * A kind that came later has a stream of its own, and a cursor of its own in the services that read it: copies of a
 * service that do not know the kind never meet it, and do not pass it by for those that do.
 * `GET /internal/v1/directory/exemptions` and `/ended-sessions` are such streams, of pages of the same form.
 */
const day = z.iso.date();

export const directoryEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('organization'),
    id: z.uuid(),
    parentId: z.uuid().nullable(),
    type: z.enum(organizationTypes),
    category: z.enum(branchCategories).nullable(),
    /** A feed of before there were lines tells of the Party's organizations only. */
    line: z.enum(organizationLines).default('party'),
    code: z.string(),
    name: z.string(),
    /** Labels from the root down, each followed by `/`: a subtree is the range [path, successor(path)). */
    path: z.string(),
    foundedOn: day,
    dissolvedOn: day.nullable(),
  }),
  z.object({
    kind: z.literal('person'),
    id: z.uuid(),
    name: z.string(),
  }),
  z.object({
    kind: z.literal('membership'),
    id: z.uuid(),
    personId: z.uuid(),
    organizationId: z.uuid(),
    memberKind: z.enum(membershipKinds),
    standing: z.enum(memberStandings),
    startsOn: day,
    /** The first day on which the membership no longer counts; null while it lasts. */
    endsOn: day.nullable(),
  }),
  z.object({
    kind: z.literal('account'),
    id: z.uuid(),
    personId: z.uuid().nullable(),
    disabled: z.boolean(),
    /** Access tokens issued before this instant are dead. */
    tokensValidFrom: z.iso.datetime({ offset: true }),
    grants: z.array(
      z.object({
        role: z.enum(roles),
        organizationId: z.uuid(),
        startsOn: day,
        endsOn: day.nullable(),
      }),
    ),
  }),
  /** Whose access tokens are dead, whatever their expiry. In the stream of ended sessions alone. */
  z.object({
    kind: z.literal('ended_session'),
    id: z.uuid(),
    accountId: z.uuid(),
    endedAt: z.iso.datetime({ offset: true }),
  }),
  /** From attendance, and never for what reason: that is the person's own. In the stream of exemptions alone. */
  z.object({
    kind: z.literal('exemption'),
    id: z.uuid(),
    personId: z.uuid(),
    startsOn: day,
    /** The first day on which it no longer holds, of a withdrawn one the first of all; null while nobody ended it. */
    endsOn: day.nullable(),
  }),
]);
export type DirectoryEntry = z.infer<typeof directoryEntrySchema>;

export const directoryPageSchema = z.object({
  entries: z.array(directoryEntrySchema),
  /** Where to go on; the same as was asked when there is nothing new. */
  cursor: z.string(),
  more: z.boolean(),
  /** Every change whose position is below this one has been told once `more` is false. A count, as decimal text. */
  horizon: z.string().regex(/^\d+$/),
});
export type DirectoryPage = z.infer<typeof directoryPageSchema>;
