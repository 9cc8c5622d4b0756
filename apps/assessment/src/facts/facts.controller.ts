import { Controller, Get, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { FactPageDto, FactsQuery } from './dto/fact.dto.js';
import { FactsService } from './facts.service.js';

@Controller('v1/facts')
export class FactsController {
  constructor(private readonly facts: FactsService) {}

  /**
   * Lists the facts of a month, as they count now: what happened where the caller may look, in numbers.
   *
   * Of several records of the same thing the highest revision is shown. Ordered by organization.
   */
  @Get()
  @RequirePermission('facts.read')
  list(@CurrentPrincipal() principal: Principal, @Query() query: FactsQuery): Promise<FactPageDto> {
    return this.facts.list(principal, query);
  }
}
