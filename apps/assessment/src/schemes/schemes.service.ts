import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock, monthNumber, monthOf } from '#libs/calendar';
import { inCommand } from '#libs/http';
import { ScopeOrganizations } from '../organizations/scope-organizations.js';
import type { NewSchemeRequest, SchemeDto, SchemePageDto, SchemesQuery } from './dto/scheme.dto.js';
import { formalisms } from './formalism.policy.js';
import { parseScheme } from './scheme.policy.js';
import { formalismRefused } from './schemes.errors.js';
import { SchemesReadModel } from './schemes.read-model.js';
import { SchemesRepository } from './schemes.repository.js';

@Injectable()
export class SchemesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly schemes: SchemesRepository,
    private readonly readModel: SchemesReadModel,
    private readonly organizations: ScopeOrganizations,
    private readonly clock: Clock,
  ) {}

  list(principal: Principal, filter: SchemesQuery): Promise<SchemePageDto> {
    return this.readModel.list(principal.ranges('schemes.read'), monthOf(this.clock.now()), filter);
  }

  one(principal: Principal, id: string): Promise<SchemeDto> {
    return this.readModel.one(principal.ranges('schemes.read'), monthOf(this.clock.now()), id);
  }

  async add(principal: Principal, request: NewSchemeRequest): Promise<SchemeDto> {
    const definition = parseScheme(request.definition, '/definition');
    const objections = formalisms(definition, '/definition');
    if (objections.length > 0 && !request.override) throw formalismRefused(objections);
    const ranges = principal.ranges('schemes.manage');
    return inCommand(this.dataSource, async (tx) => {
      const organization = await this.organizations.within(tx, ranges, request.organizationId);
      const id = await this.schemes.add(tx, {
        organizationId: organization.id,
        level: definition.level,
        activeFrom: monthNumber(request.activeFrom),
        definition,
        overrideReason: objections.length > 0 ? (request.override?.reason ?? null) : null,
        createdBy: principal.accountId,
      });
      return this.readModel.one(ranges, monthOf(this.clock.now()), id, tx);
    });
  }
}
