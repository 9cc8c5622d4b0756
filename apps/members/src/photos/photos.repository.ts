import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { query, readRows, type Transaction } from '#libs/database';
import { FieldSeal, type Place } from '../sealing/field-seal.js';
import type { Picture } from './darkroom.js';

export interface KeptPhoto {
  readonly jpeg: Buffer;
  readonly setAt: Date;
  /** Of the record. */
  readonly version: number;
}

const placeOf = (personId: string): Place => ({
  table: 'person_photos',
  column: 'jpeg',
  rowId: personId,
});

const one = {
  name: 'photo-of-person',
  text: `select photo.jpeg_sealed, photo.set_at, person.version
    from person_photos photo join people person on person.id = photo.person_id
    where photo.person_id = $1`,
};

@Injectable()
export class PhotosRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly seal: FieldSeal,
  ) {}

  async find(personId: string): Promise<KeptPhoto | undefined> {
    const [row] = await readRows<{ jpeg_sealed: Buffer; set_at: Date; version: number }>(
      this.dataSource,
      one,
      [personId],
    );
    return (
      row && {
        jpeg: this.seal.openBytes(row.jpeg_sealed, placeOf(personId)),
        setAt: row.set_at,
        version: row.version,
      }
    );
  }

  /** In the place of the one that is there. */
  async put(
    tx: Transaction,
    personId: string,
    { jpeg, width, height }: Picture,
    setBy: string,
  ): Promise<Date> {
    const [row] = await query<{ set_at: Date }>(
      tx,
      `insert into person_photos (person_id, jpeg_sealed, width, height, set_by)
       values ($1, $2, $3, $4, $5)
       on conflict (person_id) do update set jpeg_sealed = excluded.jpeg_sealed, width = excluded.width,
         height = excluded.height, set_by = excluded.set_by, set_at = excluded.set_at
       returning set_at`,
      [personId, this.seal.sealBytes(jpeg, placeOf(personId)), width, height, setBy],
    );
    if (!row) throw new Error(`the photo of ${personId} was not written`);
    return row.set_at;
  }

  /** @returns whether there was one. */
  async remove(tx: Transaction, personId: string): Promise<boolean> {
    const removed = await query(
      tx,
      'delete from person_photos where person_id = $1 returning person_id',
      [personId],
    );
    return removed.length > 0;
  }
}
