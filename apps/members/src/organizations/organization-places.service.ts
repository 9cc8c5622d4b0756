import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Cursors, type ListQuery } from '#libs/http';
import type { PlacePageDto } from './dto/place.dto.js';
import { rowToPlaceDto } from './organization.mapper.js';
import { organizationNotFound } from './organizations.errors.js';
import { OrganizationPlacesReadModel } from './organization-places.read-model.js';
import { OrganizationsRepository } from './organizations.repository.js';

const BEFORE_ALL = '0001-01-01';

@Injectable()
export class OrganizationPlacesService {
  constructor(
    private readonly readModel: OrganizationPlacesReadModel,
    private readonly organizations: OrganizationsRepository,
    private readonly cursors: Cursors,
  ) {}

  /** Oldest first. */
  async page(
    principal: Principal,
    organizationId: string,
    query: ListQuery,
  ): Promise<PlacePageDto> {
    const ranges = principal.ranges('organizations.read');
    if (!(await this.organizations.find(organizationId, ranges))) throw organizationNotFound();
    const { limit } = query;
    const list = ['places', organizationId, ranges];
    const [after] = query.cursor ? this.cursors.open(query.cursor, list) : [BEFORE_ALL];
    const rows = await this.readModel.page({
      organizationId,
      ranges,
      after: String(after),
      limit: limit + 1,
    });
    return this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.starts_on],
      map: rowToPlaceDto,
    });
  }
}
