import type { OrganizationDto } from './dto/organization.dto.js';
import type { OrganizationRow } from './organizations.read-model.js';

export function toOrganizationDto(organization: OrganizationDto): OrganizationDto {
  const { id, parentId, type, category, code, name, foundedOn, dissolvedOn, version } =
    organization;
  return { id, parentId, type, category, code, name, foundedOn, dissolvedOn, version };
}

export function rowToOrganizationDto(row: OrganizationRow): OrganizationDto {
  return {
    id: row.id,
    parentId: row.parent_id,
    type: row.type,
    category: row.category,
    code: row.code,
    name: row.name,
    foundedOn: row.founded_on,
    dissolvedOn: row.dissolved_on,
    version: row.version,
  };
}
