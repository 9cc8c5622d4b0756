import { Injectable } from '@nestjs/common';
import { type PathRange, query, rangeValues, type Transaction, withinRanges } from '#libs/database';
import { Office } from './office.entity.js';

@Injectable()
export class OfficesRepository {
  /** Some term of the title in the organization, of this person or, with none given, of anybody, meets the term. */
  async overlaps(
    tx: Transaction,
    term: Omit<Office, 'id' | 'personId'> & { readonly personId: string | null },
  ): Promise<boolean> {
    const rows = await query(
      tx,
      `select from offices where organization_id = $1 and title = $2 and ($3::uuid is null or person_id = $3)
         and acting = $6
         and daterange(starts_on, ends_on) && daterange($4::date, $5::date) limit 1`,
      [term.organizationId, term.title, term.personId, term.startsOn, term.endsOn, term.acting],
    );
    return rows.length > 0;
  }

  /** The person is a member of the Party until the term ends, or without an end today; a transfer at that moment waits. */
  async isMemberUntil(tx: Transaction, personId: string, endsOn: string | null): Promise<boolean> {
    await tx.query('select from people where id = $1 for no key update', [personId]);
    const rows = await query(
      tx,
      `select from memberships where person_id = $1 and (ends_on is null or ends_on >= $2::date) limit 1`,
      [personId, endsOn],
    );
    return rows.length > 0;
  }

  /** On probation within the Party (留党察看) on some day of the term; the person is locked already. */
  async meetsPartyProbation(
    tx: Transaction,
    personId: string,
    { startsOn, endsOn }: Pick<Office, 'startsOn' | 'endsOn'>,
  ): Promise<boolean> {
    const rows = await query(
      tx,
      `select from party_probations where person_id = $1
         and daterange(starts_on, ends_on) && daterange($2::date, $3::date) limit 1`,
      [personId, startsOn, endsOn],
    );
    return rows.length > 0;
  }

  async insert(tx: Transaction, office: Omit<Office, 'id'>): Promise<string> {
    const { identifiers } = await tx.insert(Office, office);
    return String(identifiers[0]?.['id']);
  }

  async findForUpdate(
    tx: Transaction,
    id: string,
    ranges: readonly PathRange[],
  ): Promise<Office | null> {
    const [row] = await query<{ id: string }>(
      tx,
      `select office.id from offices office join organizations organization on organization.id = office.organization_id
       where office.id = $1 and ${withinRanges('organization.path', 2, 3)} for update of office`,
      [id, ...rangeValues(ranges)],
    );
    return row ? tx.findOneByOrFail(Office, { id: row.id }) : null;
  }

  async end(tx: Transaction, id: string, endsOn: string): Promise<void> {
    await tx.update(Office, { id }, { endsOn });
  }
}
