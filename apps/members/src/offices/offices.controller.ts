import { Body, Controller, Get, HttpCode, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam, Post } from '#libs/http';
import {
  AppointRequest,
  EndOfficeRequest,
  OfficeDto,
  OfficePageDto,
  OfficesQuery,
} from './dto/office.dto.js';
import { OfficeListsService } from './office-lists.service.js';
import { OfficesService } from './offices.service.js';

/** Who holds which office, and for which term. */
@Controller('v1')
export class OfficesController {
  constructor(
    private readonly offices: OfficesService,
    private readonly lists: OfficeListsService,
  ) {}

  /**
   * Appoints a person to an office for a term.
   *
   * The office gives its role to the person's account by itself, so that in an organization of the Party it is a member's: 409
   * `memberships.none_open` for anybody else, and for a member whose membership ends before the term. Nor is it given to who is
   * on probation within the Party (留党察看) on a day of the term: they cannot be elected (党章 Art. 41; 409
   * `offices.not_eligible`). 409 `offices.taken` when a secretary or a group
   * leader is in office at that time, 422 `offices.title_not_allowed` when such an organization has no such office.
   */
  @Post('organizations/:id/offices')
  @RequirePermission('offices.manage')
  @Fails(
    'organizations.not_found',
    'organizations.dissolved',
    'members.not_found',
    'memberships.none_open',
    'offices.not_eligible',
    'offices.taken',
    'offices.title_not_allowed',
  )
  appoint(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() body: AppointRequest,
  ): Promise<OfficeDto> {
    return this.offices.appoint(principal, id, body);
  }

  /** Lists the offices of an organization, past ones too, by the day on which they began. */
  @Get('organizations/:id/offices')
  @RequirePermission('organizations.read')
  @Fails('organizations.not_found')
  list(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Query() query: OfficesQuery,
  ): Promise<OfficePageDto> {
    return this.lists.page(principal, id, query);
  }

  /** Ends a term, or shortens it; its role is gone everywhere within seconds of the day. */
  @Post('offices/:id/end')
  @HttpCode(200)
  @RequirePermission('offices.manage')
  @Fails('offices.not_found', 'offices.already_ended')
  end(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() body: EndOfficeRequest,
  ): Promise<OfficeDto> {
    return this.offices.end(principal, id, body);
  }
}
