import { Body, Controller, Get, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam, Location, Post } from '#libs/http';
import { NewSchemeRequest, SchemeDto, SchemePageDto, SchemesQuery } from './dto/scheme.dto.js';
import { SchemesService } from './schemes.service.js';

@Controller('v1/schemes')
export class SchemesController {
  constructor(private readonly schemes: SchemesService) {}

  /** Lists the scoring schemes that concern the caller, all versions, newest first. */
  @Get()
  @RequirePermission('schemes.read')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: SchemesQuery,
  ): Promise<SchemePageDto> {
    return this.schemes.list(principal, query);
  }

  /** Shows one version of a scoring scheme. */
  @Get(':id')
  @RequirePermission('schemes.read')
  @Fails('assessment.scheme_not_found')
  one(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<SchemeDto> {
    return this.schemes.one(principal, id);
  }

  /**
   * Adds a version of a level's scheme, for months from `activeFrom` on. Months scored before keep theirs.
   *
   * 422 `assessment.scheme_invalid` names what does not fit; 422 `assessment.formalism_refused` cites the clause against
   * indicators built on log-ins, check-in streaks, likes, comments, shares, online votes or time online, unless an
   * `override` with its reason is recorded.
   */
  @Post()
  @RequirePermission('schemes.manage')
  @Location('/v1/schemes/{id}')
  @Fails(
    'assessment.scheme_invalid',
    'assessment.formalism_refused',
    'assessment.organization_not_found',
    'assessment.organization_needed',
  )
  add(
    @CurrentPrincipal() principal: Principal,
    @Body() request: NewSchemeRequest,
  ): Promise<SchemeDto> {
    return this.schemes.add(principal, request);
  }
}
