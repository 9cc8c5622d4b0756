import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { Fails, IdParam } from '#libs/http';
import {
  CreateOrganizationDto,
  OrganizationDto,
  OrganizationPageDto,
  OrganizationsQuery,
} from './dto/organization.dto.js';
import { OrganizationService } from './organization.service.js';

/** The tree of organizations: 党委, 党总支, 党支部, 党小组. */
@Controller('v1/organizations')
export class OrganizationController {
  constructor(private readonly organizations: OrganizationService) {}

  /**
   * Founds an organization below one that you administer.
   *
   * The very first one, with no parent, is founded by the first administrator, whose role is held in it from then on.
   * 409 `organizations.code_taken` when the code is used below the same root, 409 `organizations.root_exists` for a
   * second root, 422 `organizations.place_not_allowed` when such an organization does not stand below the parent.
   */
  @Post()
  @RequirePermission('organizations.manage')
  @Fails(
    'organizations.not_found',
    'organizations.dissolved',
    'organizations.root_exists',
    'organizations.code_taken',
    'organizations.place_not_allowed',
  )
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateOrganizationDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationDto> {
    const organization = await this.organizations.create(principal, body);
    void reply.header('location', `/v1/organizations/${organization.id}`);
    return organization;
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
  @Fails('organizations.not_found')
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<OrganizationDto> {
    return this.organizations.get(principal, id);
  }
}
