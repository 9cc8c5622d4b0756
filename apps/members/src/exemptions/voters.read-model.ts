import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type PathRange, rangeValues, readRows, withinRanges } from '#libs/database';
import { belowOnTheDay } from '../people/member-page.js';
import type { VoterDto } from './dto/voter.dto.js';
import type { VoteBase } from './exemption.policy.js';

export interface VoterRow extends VoterDto {
  readonly path: string;
  readonly membership_id: string;
}

/**
 * The members of a day, and whether they vote: `$5` the organization, `$6` the day. Who takes part elsewhere for a while
 * is a member of the own branch, and votes there.
 */
const voters = `from organizations organization
    join memberships membership on membership.organization_id = organization.id
      and membership.starts_on <= $6::date and (membership.ends_on is null or membership.ends_on > $6::date)
    join people person on person.id = membership.person_id
    left join party_probations party_probation on party_probation.person_id = person.id
      and party_probation.starts_on <= $6::date and party_probation.ends_on > $6::date
    left join exemptions exemption on exemption.person_id = person.id and exemption.exempts_from = 'vote_count'
      and daterange(exemption.starts_on, exemption.ends_on) @> $6::date
    where ${withinRanges('organization.path', 1, 2)} and ${belowOnTheDay}`;

const probationary = `membership.kind = 'probationary'`;
const onPartyProbation = `(membership.kind = 'full' and party_probation.id is not null)`;
const entitled = `(membership.kind = 'full' and party_probation.id is null)`;
const due = `(${entitled} and exemption.id is null)`;

export const votersPage = {
  name: 'voters-page',
  text: `select person.id as "personId", person.name, organization.id as "organizationId",
      organization.name as "organizationName", membership.kind as "memberKind", ${entitled} as entitled, ${due} as due,
      case when ${probationary} then 'probationary' when ${onPartyProbation} then 'party_probation'
        when not ${due} then 'exempt' end as why,
      case when ${withinRanges('organization.path', 7, 8)} then exemption.reason end as "exemptionReason",
      organization.path, membership.id as membership_id
    ${voters}
      and organization.path >= $3 collate "C" and (organization.path, membership.id) > ($3, $4::uuid)
    order by organization.path, membership.id limit $9`,
};

/** The same parameters, of which the position says nothing. */
const base = {
  name: 'voters-base',
  text: `select count(*)::integer as members,
      (count(*) filter (where ${probationary}))::integer as probationary,
      (count(*) filter (where ${onPartyProbation}))::integer as "onPartyProbation",
      (count(*) filter (where ${entitled}))::integer as entitled,
      (count(*) filter (where ${due}))::integer as due
    ${voters} and $3::text is not null and $4::uuid is not null`,
};

interface Asked {
  readonly organizationId: string;
  readonly on: string;
  readonly ranges: readonly PathRange[];
}

const START = ['', '00000000-0000-0000-0000-000000000000'] as const;

@Injectable()
export class VotersReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** Reasons are shown within `manage` alone. */
  page(
    { organizationId, on, ranges }: Asked,
    filter: {
      readonly manage: readonly PathRange[];
      readonly after: { readonly path: string; readonly membershipId: string } | undefined;
      readonly limit: number;
    },
  ): Promise<VoterRow[]> {
    const { manage, after, limit } = filter;
    return readRows(this.dataSource, votersPage, [
      ...rangeValues(ranges),
      after?.path ?? START[0],
      after?.membershipId ?? START[1],
      organizationId,
      on,
      ...rangeValues(manage),
      limit,
    ]);
  }

  async base({ organizationId, on, ranges }: Asked): Promise<VoteBase> {
    const values = [...rangeValues(ranges), ...START, organizationId, on];
    const [row] = await readRows<VoteBase & Record<string, unknown>>(this.dataSource, base, values);
    return row ?? { members: 0, probationary: 0, onPartyProbation: 0, entitled: 0, due: 0 };
  }
}
