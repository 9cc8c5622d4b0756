import type { OfficeDto } from './dto/office.dto.js';
import { roleOfOffice } from './office.policy.js';
import type { OfficeRow } from './offices.read-model.js';

export function toOfficeDto(row: OfficeRow): OfficeDto {
  return {
    id: row.id,
    organizationId: row.organization_id,
    personId: row.person_id,
    name: row.name,
    title: row.title,
    acting: row.acting,
    role: roleOfOffice(row.title, row.type),
    startsOn: row.starts_on,
    endsOn: row.ends_on,
  };
}
