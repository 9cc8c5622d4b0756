import { Body, Controller, Get, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { CallerLanguage, Fails, type Language, Post } from '#libs/http';
import { RuleDto, RulePageDto, RulesQuery, SetRuleRequest } from './dto/rule.dto.js';
import { RulesService } from './rules.service.js';

/** The numbers of the regulations, on sizes, terms, probation and transfers, each from a day on. */
@Controller('v1/rules')
export class RulesController {
  constructor(private readonly rules: RulesService) {}

  /** Lists the rules on sizes, terms, probation and transfers as they are in force on a day, by their codes. */
  @Get()
  @RequirePermission('organizations.read')
  list(@Query() query: RulesQuery, @CallerLanguage() language: Language): Promise<RulePageDto> {
    return this.rules.list(query, language);
  }

  /**
   * Sets the value of a rule from a day on.
   *
   * For administrators of the root: rules hold for all organizations. What held before that day stays as it was. 409
   * `rules.value_exists` when there is a value from that day on already.
   */
  @Post()
  @RequirePermission('rules.manage')
  @Fails('rules.value_exists')
  set(
    @CurrentPrincipal() principal: Principal,
    @Body() body: SetRuleRequest,
    @CallerLanguage() language: Language,
  ): Promise<RuleDto> {
    return this.rules.set(principal, body, language);
  }
}
