import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';

export interface ScopeOrganization {
  readonly id: string;
  readonly path: string;
}

const notFound = (): DomainError =>
  new DomainError('assessment.organization_not_found', {
    errors: [
      {
        pointer: '/organizationId',
        code: 'not_found',
        message: { zh: '没有这个组织', en: 'is no organization of yours' },
      },
    ],
  });

const needed = (): DomainError =>
  new DomainError('assessment.organization_needed', {
    errors: [
      {
        pointer: '/organizationId',
        code: 'needed',
        message: { zh: '请指明组织', en: 'is needed, since you hold the role in several' },
      },
    ],
  });

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
    if (id === undefined && more.length > 0) throw needed();
    const wanted = id === undefined ? 'path = $3' : 'id = $3';
    const [organization] = await query<ScopeOrganization>(
      on,
      `select id, path from directory_organizations where ${withinRanges('path', 1, 2)} and ${wanted}`,
      [...rangeValues(ranges), id ?? only?.from],
    );
    if (!organization) throw notFound();
    return organization;
  }
}
