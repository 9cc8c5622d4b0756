import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { Cursors, type ListQuery } from '#libs/http';
import { organizationNotFound } from '../organizations/organizations.errors.js';
import { OrganizationsRepository } from '../organizations/organizations.repository.js';
import { afterPeriod, pageOfPeriods } from '../people/periods.read-model.js';
import type { ExemptionPageDto, ExemptionsQuery } from './dto/exemption.dto.js';
import type { VoterDto, VoterPageDto, VotersQuery } from './dto/voter.dto.js';
import { presentNeeded, yesNeeded } from './exemption.policy.js';
import { ExemptionsReadModel } from './exemptions.read-model.js';
import { type VoterRow, VotersReadModel } from './voters.read-model.js';

@Injectable()
export class ExemptionListsService {
  constructor(
    private readonly exemptions: ExemptionsReadModel,
    private readonly voters: VotersReadModel,
    private readonly organizations: OrganizationsRepository,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** For those alone who manage members: a reason may tell of illness. */
  async page(principal: Principal, query: ExemptionsQuery): Promise<ExemptionPageDto> {
    const ranges = principal.ranges('members.manage');
    const { organizationId = null, personId = null, on = null, limit } = query;
    const list = ['exemptions', organizationId, personId, on, ranges];
    const after = afterPeriod(this.cursors, query.cursor, list);
    const filter = { ranges, after, organizationId, personId, on, limit: limit + 1 };
    return pageOfPeriods(this.cursors, await this.exemptions.page(filter), { limit, list });
  }

  /** What is one's own is nobody's secret; an account that is no person's has an empty list. */
  async own({ personId }: Principal, { limit, cursor }: ListQuery): Promise<ExemptionPageDto> {
    const list = ['own-exemptions', personId];
    const after = afterPeriod(this.cursors, cursor, list);
    if (personId === null) return { data: [], nextCursor: null };
    const rows = await this.exemptions.own(personId, after, limit + 1);
    return pageOfPeriods(this.cursors, rows, { limit, list });
  }

  async votersOf(
    principal: Principal,
    organizationId: string,
    query: VotersQuery,
  ): Promise<VoterPageDto> {
    const ranges = principal.ranges('members.read');
    if (!(await this.organizations.find(organizationId, ranges))) throw organizationNotFound();
    const { on = dayInShanghai(this.clock.now()), limit } = query;
    const manage = principal.ranges('members.manage');
    const list = ['voters', organizationId, on, ranges, manage];
    const [path, membershipId] = query.cursor ? this.cursors.open(query.cursor, list) : [];
    const after =
      path === undefined ? undefined : { path: String(path), membershipId: String(membershipId) };
    const asked = { organizationId, on, ranges };
    const rows = await this.voters.page(asked, { manage, after, limit: limit + 1 });
    const base = await this.voters.base(asked);
    return {
      base: { ...base, presentNeeded: presentNeeded(base), yesNeeded: yesNeeded(base) },
      ...this.cursors.page(rows, {
        limit,
        list,
        position: (row) => [row.path, row.membership_id],
        map: toVoterDto,
      }),
    };
  }
}

function toVoterDto({ path: _, membership_id: __, ...voter }: VoterRow): VoterDto {
  return voter;
}
