import { Injectable } from '@nestjs/common';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import { organizationNeeded, organizationNotFound } from './organizations.errors.js';

export interface ScopeOrganization {
  readonly id: string;
  readonly path: string;
}

/** Which organization a command is for, from the service's copy of the directory. */
@Injectable()
export class ScopeOrganizations {
  /**
   * The organization named, when it lies in the ranges; without a name the one where the caller's range begins.
   *
   * @throws assessment.organization_not_found, assessment.organization_needed
   */
  async within(
    on: Pick<Transaction, 'query'>,
    ranges: readonly PathRange[],
    id: string | undefined,
  ): Promise<ScopeOrganization> {
    const [only, ...more] = ranges;
    if (id === undefined && more.length > 0) throw organizationNeeded();
    const wanted = id === undefined ? 'path = $3' : 'id = $3';
    const [organization] = await query<ScopeOrganization>(
      on,
      `select id, path from directory_organizations where ${withinRanges('path', 1, 2)} and ${wanted}`,
      [...rangeValues(ranges), id ?? only?.from],
    );
    if (!organization) throw organizationNotFound();
    return organization;
  }
}
