import { Module } from '@nestjs/common';
import { ScopeOrganizations } from './scope-organizations.js';

@Module({ providers: [ScopeOrganizations], exports: [ScopeOrganizations] })
export class OrganizationsModule {}
