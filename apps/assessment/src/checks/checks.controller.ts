import { Body, Controller, HttpCode } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { ChangesNothing, Fails, Post } from '#libs/http';
import { ChecksService } from './checks.service.js';
import { CheckMonthRequest, MonthCheckDto } from './dto/check.dto.js';

@Controller('v1/runs/checks')
export class ChecksController {
  constructor(private readonly checks: ChecksService) {}

  /**
   * Lists what is missing before a month is scored: branches of which nothing is filed, and duties of branches and
   * groups that the month's schemes ask for and no filed record meets. It blocks nothing and writes nothing.
   */
  @Post()
  @HttpCode(200)
  @RequirePermission('runs.manage')
  @ChangesNothing()
  @Fails(
    'assessment.organization_not_found',
    'assessment.organization_needed',
    'assessment.scheme_missing',
  )
  check(
    @CurrentPrincipal() principal: Principal,
    @Body() request: CheckMonthRequest,
  ): Promise<MonthCheckDto> {
    return this.checks.check(principal, request);
  }
}
