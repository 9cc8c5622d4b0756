import { Injectable } from '@nestjs/common';
import type { AttendanceStatus } from '#libs/contracts';
import { query, subtree, type Transaction } from '#libs/database';
import { type Entry, type Member, MOST_PEOPLE } from './attendance.policy.js';
import type { Evidence } from './evidence.policy.js';
import { exemptOn } from './exempt-on.js';

/** Attendance and evidence of one activity, written set by set. Whoever calls holds the activity's lock. */
@Injectable()
export class AttendanceRepository {
  /**
   * The members, on the day, of the organization at the path and of all below it; one more than a record holds, at most.
   *
   * @param among only these people.
   */
  members(
    tx: Transaction,
    path: string,
    day: string,
    among: readonly string[] | null = null,
  ): Promise<Member[]> {
    const { from, below } = subtree(path);
    return query<Member>(
      tx,
      `select membership.person_id as "personId", coalesce(min(person.name), '') collate "C" as name,
         bool_or(membership.member_kind = 'full') as votes,
         ${exemptOn('membership.person_id', '$3::date')} as exempt
       from directory_organizations organization
         join directory_memberships membership on membership.organization_id = organization.id
         left join directory_people person on person.id = membership.person_id
       where organization.path >= $1 and organization.path < $2
         and membership.starts_on <= $3::date
         and (membership.ends_on is null or membership.ends_on > $3::date)
         and ($4::uuid[] is null or membership.person_id = any ($4))
       group by membership.person_id
       order by name, membership.person_id
       limit ${MOST_PEOPLE + 1}`,
      [from, below, day, among],
    );
  }

  /** Makes the attendance what the entries say, and nothing else. */
  async replace(tx: Transaction, activityId: string, entries: readonly Entry[]): Promise<void> {
    await tx.query(
      `with given as (
         select "personId" as person_id, status, reason
         from jsonb_to_recordset($2::jsonb) as entry("personId" uuid, status text, reason text)
       ), gone as (
         delete from attendances
         where activity_id = $1 and person_id not in (select person_id from given)
       )
       insert into attendances (activity_id, person_id, status, reason)
       select $1, person_id, status, reason from given
       on conflict (activity_id, person_id) do update
         set status = excluded.status, reason = excluded.reason`,
      [activityId, JSON.stringify(entries)],
    );
  }

  /** Makes the evidence what is given, in that order, and nothing else. */
  async replaceEvidence(
    tx: Transaction,
    activityId: string,
    evidence: readonly Evidence[],
  ): Promise<void> {
    await tx.query(
      `with gone as (
         delete from evidence where activity_id = $1 and position > $3
       )
       insert into evidence (activity_id, position, kind, value)
       select $1, position, kind, value
       from rows from (jsonb_to_recordset($2::jsonb) as (kind text, value text))
         with ordinality as given(kind, value, position)
       on conflict (activity_id, position) do update set kind = excluded.kind, value = excluded.value`,
      [activityId, JSON.stringify(evidence), evidence.length],
    );
  }

  async status(
    tx: Transaction,
    activityId: string,
    personId: string,
  ): Promise<AttendanceStatus | undefined> {
    const [row] = await query<{ status: AttendanceStatus }>(
      tx,
      'select status from attendances where activity_id = $1 and person_id = $2',
      [activityId, personId],
    );
    return row?.status;
  }

  /** @returns the revision of the attendance thereafter; undefined where there was nothing to make up. */
  async makeUp(
    tx: Transaction,
    activityId: string,
    made: { readonly personId: string; readonly madeUpOn: string; readonly note: string },
  ): Promise<number | undefined> {
    const [row] = await query<{ revision: number }>(
      tx,
      `update attendances
       set status = 'made_up', made_up_on = $3, note = $4, revision = revision + 1
       where activity_id = $1 and person_id = $2 and status in ('absent', 'leave')
       returning revision`,
      [activityId, made.personId, made.madeUpOn, made.note],
    );
    return row?.revision;
  }
}
