import { Controller, Get, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { CallerLanguage, type Language } from '#libs/http';
import { AdvisoriesService } from './advisories.service.js';
import { AdvisoriesQuery, AdvisoryPageDto } from './dto/advisory.dto.js';

/** What the regulations advise on sizes and terms. */
@Controller('v1/advisories')
export class AdvisoriesController {
  constructor(private readonly advisories: AdvisoriesService) {}

  /**
   * Lists where an organization's size, committee or term is not what the regulations say, in the order of the tree.
   *
   * They advise and never stand in the way of anything; each cites its article. A re-election that comes near or is
   * overdue is among them.
   */
  @Get()
  @RequirePermission('organizations.read')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: AdvisoriesQuery,
    @CallerLanguage() language: Language,
  ): Promise<AdvisoryPageDto> {
    return this.advisories.list(principal, query, language);
  }
}
