import type { OrganizationDto } from './dto/organization.dto.js';
import type { PlaceDto } from './dto/place.dto.js';
import type { PlaceRow } from './organization-places.read-model.js';

/** Of whatever knows at least what is answered: the entity, a row. */
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

export function rowToPlaceDto(row: PlaceRow): PlaceDto {
  return {
    parentId: row.parent_id,
    parentName: row.parent_name,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    decision: row.decision,
  };
}
