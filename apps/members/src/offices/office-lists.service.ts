import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Cursors } from '#libs/http';
import { organizationNotFound } from '../organizations/organizations.errors.js';
import { OrganizationsRepository } from '../organizations/organizations.repository.js';
import type { OfficePageDto, OfficesQuery } from './dto/office.dto.js';
import { toOfficeDto } from './office.mapper.js';
import { OfficesReadModel } from './offices.read-model.js';

const BEFORE_ALL = ['0001-01-01', '00000000-0000-0000-0000-000000000000'] as const;

@Injectable()
export class OfficeListsService {
  constructor(
    private readonly readModel: OfficesReadModel,
    private readonly organizations: OrganizationsRepository,
    private readonly cursors: Cursors,
  ) {}

  /** By the day on which the terms began. */
  async page(
    principal: Principal,
    organizationId: string,
    query: OfficesQuery,
  ): Promise<OfficePageDto> {
    const ranges = principal.ranges('organizations.read');
    if (!(await this.organizations.find(organizationId, ranges))) throw organizationNotFound();
    const { heldOn = null, limit } = query;
    const list = ['offices', organizationId, heldOn, ranges];
    const [startsOn, id] = query.cursor ? this.cursors.open(query.cursor, list) : BEFORE_ALL;
    const after = { startsOn: String(startsOn), id: String(id) };
    const rows = await this.readModel.page({
      organizationId,
      ranges,
      after,
      heldOn,
      limit: limit + 1,
    });
    return this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.starts_on, row.id],
      map: toOfficeDto,
    });
  }
}
