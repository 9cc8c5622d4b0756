import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import {
  BatchAnswerDto,
  CallerLanguage,
  EntityTag,
  ExpectedVersion,
  Fails,
  IdParam,
  IfMatch,
  type Language,
  Location,
} from '#libs/http';
import {
  ChangeOrganizationRequest,
  CreateOrganizationRequest,
  OrganizationBatchRequest,
  OrganizationDto,
  OrganizationPageDto,
  OrganizationsQuery,
} from './dto/organization.dto.js';
import { OrganizationFoundingService } from './organization-founding.service.js';
import { OrganizationsService } from './organizations.service.js';

/** The tree of organizations: 党委, 党总支, 党支部, 党小组. */
@Controller('v1/organizations')
export class OrganizationsController {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly founding: OrganizationFoundingService,
  ) {}

  /**
   * Founds an organization below one that you administer.
   *
   * The very first one, with no parent, is founded by the first administrator, whose role is held in it from then on.
   * 409 `organizations.code_taken` when the code is used below the same root, 409 `organizations.root_exists` for a
   * second root, 422 `organizations.place_not_allowed` when such an organization does not stand below the parent.
   */
  @Post()
  @RequirePermission('organizations.manage')
  @EntityTag()
  @Location('/v1/organizations/{id}')
  @Fails(
    'organizations.not_found',
    'organizations.dissolved',
    'organizations.root_exists',
    'organizations.code_taken',
    'organizations.place_not_allowed',
  )
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateOrganizationRequest,
  ): Promise<OrganizationDto> {
    return this.founding.create(principal, body);
  }

  /**
   * Founds up to 1,000 organizations, all or those that are sound.
   *
   * Each item is what founding one takes, and is answered in its place as founding one would be.
   */
  @Post('batch')
  @HttpCode(200)
  @RequirePermission('organizations.manage')
  batch(
    @CurrentPrincipal() principal: Principal,
    @Body() body: OrganizationBatchRequest,
    @CallerLanguage() language: Language,
  ): Promise<BatchAnswerDto> {
    return this.founding.batch(principal, body, language);
  }

  /** Lists the organizations you may see, in the order of the tree. */
  @Get()
  @RequirePermission('organizations.read')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: OrganizationsQuery,
  ): Promise<OrganizationPageDto> {
    return this.organizations.list(principal, query);
  }

  /** Shows one organization. */
  @Get(':id')
  @RequirePermission('organizations.read')
  @EntityTag()
  @Fails('organizations.not_found')
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<OrganizationDto> {
    return this.organizations.get(principal, id);
  }

  /**
   * Changes an organization's name or code; what is left out stays.
   *
   * 409 `organizations.code_taken` when the code is used below the same root, 409 `organizations.dissolved` when the
   * organization is no more.
   */
  @Patch(':id')
  @RequirePermission('organizations.manage')
  @EntityTag()
  @Fails('organizations.not_found', 'organizations.dissolved', 'organizations.code_taken')
  change(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersion,
    @Body() body: ChangeOrganizationRequest,
  ): Promise<OrganizationDto> {
    return this.organizations.change(principal, id, expected, body);
  }
}
