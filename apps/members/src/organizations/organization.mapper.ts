import type { OrganizationDto } from './dto/organization.dto.js';
import type { PlaceDto } from './dto/place.dto.js';
import type { PlaceRow } from './organization-places.read-model.js';
import type { OrganizationRow } from './organizations.read-model.js';

export function toOrganizationDto(organization: OrganizationDto): OrganizationDto {
  const {
    id,
    parentId,
    type,
    category,
    line,
    code,
    name,
    foundedOn,
    dissolvedOn,
    electedOn,
    version,
  } = organization;
  return {
    id,
    parentId,
    type,
    category,
    line,
    code,
    name,
    foundedOn,
    dissolvedOn,
    electedOn,
    version,
  };
}

export function rowToOrganizationDto(row: OrganizationRow): OrganizationDto {
  return {
    id: row.id,
    parentId: row.parent_id,
    type: row.type,
    category: row.category,
    line: row.line,
    code: row.code,
    name: row.name,
    foundedOn: row.founded_on,
    dissolvedOn: row.dissolved_on,
    electedOn: row.elected_on,
    version: row.version,
  };
}

export function rowToPlaceDto(row: PlaceRow): PlaceDto {
  return {
    parentId: row.parent_id,
    parentName: row.parent_name,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    decision: row.decision,
  };
}
