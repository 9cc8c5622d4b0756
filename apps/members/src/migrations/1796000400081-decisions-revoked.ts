import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A decision about a membership can be revoked: what was so before it is kept with it, where it can be told for those of before. */
export class DecisionsRevoked1796000400081 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';

      alter table memberships
        add column voided boolean not null default false,
        add constraint memberships_voided_are_empty check (not voided or ends_on = starts_on);
      comment on column memberships.voided is
        'Begun by a decision that was revoked: it holds on no day, and stays since the other services were told of it';

      alter table membership_changes
        add column before jsonb,
        add column revokes uuid unique references membership_changes,
        add column reason text check (reason <> ''),
        drop constraint membership_changes_change_check,
        add constraint membership_changes_change_check check (change in ('confirmed', 'probation_extended',
          'probation_cancelled', 'floating', 'long_sick', 'returned', 'transferred', 'transferred_out', 'transferred_in',
          'revoked')),
        add constraint membership_changes_revoke_one check ((change = 'revoked') = (revokes is not null)),
        add constraint membership_changes_revoke_for_a_reason check ((revokes is null) = (reason is null));
      comment on column membership_changes.before is
        'What was so before, to be put back if it is revoked; null where that is not known, and of what is never revoked';
      comment on column membership_changes.revokes is 'Of a revocation: the decision that it takes back';
      comment on column membership_changes.reason is 'Of a revocation: why';

      -- Of a decision that ended a row and began the next, the one that it ended says what was so before.
      update membership_changes change
      set before = jsonb_build_object('membershipId', former.id, 'kind', former.kind, 'standing', former.standing,
        'confirmedOn', former.confirmed_on, 'probationUntil', former.probation_until, 'offices', '[]'::jsonb,
        'exemptions', '[]'::jsonb)
      from memberships former, memberships next
      where change.change in ('confirmed', 'probation_extended', 'floating', 'long_sick', 'returned')
        and former.person_id = change.person_id and former.organization_id = change.organization_id
        and former.starts_on < change.changed_on and former.ends_on = change.changed_on
        and next.person_id = change.person_id and next.organization_id = change.organization_id
        and next.starts_on = change.changed_on
        and not exists (select from membership_changes other where other.person_id = change.person_id
          and other.changed_on = change.changed_on and other.id <> change.id);

      -- A cancelled probation ended offices and exemptions too: where some ended since, nobody knows by what.
      update membership_changes change
      set before = jsonb_build_object('membershipId', former.id, 'kind', former.kind, 'standing', former.standing,
        'confirmedOn', former.confirmed_on, 'probationUntil', former.probation_until, 'offices', '[]'::jsonb,
        'exemptions', '[]'::jsonb)
      from memberships former
      where change.change = 'probation_cancelled'
        and former.person_id = change.person_id and former.organization_id = change.organization_id
        and former.starts_on < change.changed_on and former.ends_on = change.changed_on
        and not exists (select from membership_changes other where other.person_id = change.person_id
          and other.changed_on = change.changed_on and other.id <> change.id)
        and not exists (select from offices where person_id = change.person_id and ends_on >= change.changed_on)
        and not exists (select from exemptions where person_id = change.person_id and ends_on >= change.changed_on);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
