import { lastDay } from '#libs/calendar';
import { allRows, type Client } from '#libs/sdk';
import type { TestDatabase } from '#libs/testing';
import type {
  OracleActivity,
  OracleInput,
  OracleMembership,
  OracleOrganization,
} from '../oracle/input.js';

const organizations = `
  select id, parent_id as "parentId", type, category, founded_on::text as "foundedOn",
    dissolved_on::text as "dissolvedOn"
  from organizations`;

const memberships = `
  select person_id as "personId", organization_id as "organizationId", kind as "memberKind",
    starts_on::text as "startsOn", ends_on::text as "endsOn"
  from memberships`;

const activities = `
  select id, organization_id as "organizationId", types, held_on::text as "heldOn", lecturers,
    (select coalesce(jsonb_agg(jsonb_build_array(person_id, status)), '[]')
      from attendances where activity_id = activity.id) as attendance
  from activities activity
  where status = 'filed' and held_on <= $1::date`;

/** What the oracle scores from: what the owners of the records hold, and nothing that the assessment service made of it. */
export async function oracleInput(
  database: TestDatabase,
  admin: Client,
  month: string,
): Promise<OracleInput> {
  const members = await database.admin('members');
  const records = await database.admin('activities');
  return {
    month,
    organizations: (await members.query<OracleOrganization>(organizations)).rows,
    memberships: (await members.query<OracleMembership>(memberships)).rows,
    activities: (await records.query<OracleActivity>(activities, [lastDay(month)])).rows,
    schemes: await allRows(admin, '/v1/schemes'),
  };
}
