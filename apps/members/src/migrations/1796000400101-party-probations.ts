import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is on probation within the Party (留党察看), from when until when, and what was decided of it. */
export class PartyProbations1796000400101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      set local lock_timeout = '10s';

      create table party_probations (
        id uuid primary key default uuidv7(),
        person_id uuid not null references people,
        starts_on date not null,
        ends_on date not null check (ends_on >= starts_on),
        created_at timestamptz not null default now(),
        constraint party_probations_apart exclude using gist (person_id with =,
          daterange(starts_on, ends_on, '[]') with &&) where (ends_on > starts_on)
      );
      comment on table party_probations is
        '留党察看, a sanction: not the probation of who is admitted. Shown to those who manage members, and to oneself';
      comment on column party_probations.ends_on is
        'The first day on which rights are held again; the first day where it was annulled, and so holds on none';
      comment on constraint party_probations_apart on party_probations is
        'One that begins when another ends would make it longer than is allowed: that is an extension';
      create index party_probations_person on party_probations (person_id);
      create index party_probations_position on party_probations (starts_on, id);

      create table party_probation_decisions (
        id uuid primary key default uuidv7(),
        party_probation_id uuid not null references party_probations,
        outcome text not null check (outcome in ('imposed', 'extended', 'ended')),
        decided_on date not null,
        decision text not null check (decision <> ''),
        ends_on date not null,
        entered_by uuid not null references accounts,
        entered_at timestamptz not null default now()
      );
      comment on table party_probation_decisions is 'Only added to; the last one says the end';
      create index party_probation_decisions_of on party_probation_decisions (party_probation_id, id);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
