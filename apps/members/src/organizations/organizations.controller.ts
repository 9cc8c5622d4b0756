import { Body, Controller, Get, HttpCode, Patch, Query } from '@nestjs/common';
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
  ListQuery,
  Location,
  Post,
} from '#libs/http';
import {
  ChangeOrganizationRequest,
  CreateOrganizationRequest,
  DissolveOrganizationRequest,
  MoveOrganizationRequest,
  OrganizationBatchRequest,
  OrganizationDto,
  OrganizationPageDto,
  OrganizationsQuery,
} from './dto/organization.dto.js';
import { PlacePageDto } from './dto/place.dto.js';
import { OrganizationDissolutionService } from './organization-dissolution.service.js';
import { OrganizationFoundingService } from './organization-founding.service.js';
import { OrganizationMovingService } from './organization-moving.service.js';
import { OrganizationPlacesService } from './organization-places.service.js';
import { OrganizationsService } from './organizations.service.js';

/** The tree of organizations: 党委, 党总支, 党支部, 党小组. */
@Controller('v1/organizations')
export class OrganizationsController {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly founding: OrganizationFoundingService,
    private readonly moving: OrganizationMovingService,
    private readonly dissolution: OrganizationDissolutionService,
    private readonly placeLists: OrganizationPlacesService,
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

  /**
   * Lists below what an organization stood, and when, oldest first.
   *
   * Everybody who belongs to it moved along.
   */
  @Get(':id/places')
  @RequirePermission('organizations.read')
  @Fails('organizations.not_found')
  places(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Query() query: ListQuery,
  ): Promise<PlacePageDto> {
    return this.placeLists.page(principal, id, query);
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
   * Changes an organization's name, code, or category; what is left out stays.
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

  /**
   * Moves an organization, and all that is below it, to another place in the tree.
   *
   * You administer both places. Where it stood before is kept, and answerable for every day. 422
   * `organizations.move_makes_cycle` when the new place is below the organization itself, 422
   * `organizations.place_not_allowed` when such an organization does not stand there.
   */
  @Post(':id/move')
  @HttpCode(200)
  @RequirePermission('organizations.manage')
  @EntityTag()
  @Fails(
    'organizations.not_found',
    'organizations.dissolved',
    'organizations.root_stays',
    'organizations.move_makes_cycle',
    'organizations.place_not_allowed',
  )
  move(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersion,
    @Body() body: MoveOrganizationRequest,
  ): Promise<OrganizationDto> {
    return this.moving.move(principal, id, expected, body);
  }

  /**
   * Dissolves an organization (撤销).
   *
   * What is below it and who belongs to it goes elsewhere first: 409 `organizations.not_empty` says how many are left.
   * The offices and roles that are held in it end on that day.
   */
  @Post(':id/dissolve')
  @HttpCode(200)
  @RequirePermission('organizations.manage')
  @EntityTag()
  @Fails(
    'organizations.not_found',
    'organizations.dissolved',
    'organizations.root_stays',
    'organizations.not_empty',
  )
  dissolve(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersion,
    @Body() body: DissolveOrganizationRequest,
  ): Promise<OrganizationDto> {
    return this.dissolution.dissolve(principal, id, expected, body);
  }
}
