import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { query, type Transaction } from '#libs/database';
import { inCommand, type Language } from '#libs/http';
import { consentFields } from '../consents/consent-fields.js';
import { ConsentsRepository } from '../consents/consents.repository.js';
import { PhotosRepository } from '../photos/photos.repository.js';
import type { OwnErasureDto, OwnErasureRequest } from './dto/own-erasure.dto.js';
import { type ErasableField, type KeptPart, keptParts } from './erasure.policy.js';

@Injectable()
export class OwnErasureService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consents: ConsentsRepository,
    private readonly photos: PhotosRepository,
  ) {}

  /** What is erased is shown to nobody any more, whatever was agreed to before. */
  async erase(
    principal: Principal,
    { fields }: OwnErasureRequest,
    language: Language,
  ): Promise<OwnErasureDto> {
    const personId = principal.requirePerson();
    return inCommand(this.dataSource, async (tx) => {
      const erased = await erase(tx, personId, fields);
      if (erased.includes('photo')) await this.photos.remove(tx, personId);
      for (const field of consentFields)
        if (fields.some((one) => one === field)) await this.consents.withdraw(tx, personId, field);
      const kept = Object.entries(keptParts) as [KeptPart, (typeof keptParts)[KeptPart]][];
      return { erased, kept: kept.map(([part, reason]) => ({ part, reason: reason[language] })) };
    });
  }
}

/** The photo lies elsewhere, and is a part of the record all the same. @returns what was there. */
async function erase(
  tx: Transaction,
  personId: string,
  fields: readonly ErasableField[],
): Promise<ErasableField[]> {
  const [before] = await query<Record<ErasableField, boolean>>(
    tx,
    `select phone_sealed is not null as phone, address_sealed is not null as address,
       exists (select from person_photos where person_id = $1) as photo
     from people where id = $1 for no key update`,
    [personId],
  );
  const erased = fields.filter((field) => before?.[field]);
  if (erased.length === 0) return [];
  await tx.query(
    `update people set version = version + 1,
       phone_sealed = case when $2 then null else phone_sealed end,
       phone_index = case when $2 then null else phone_index end,
       address_sealed = case when $3 then null else address_sealed end
     where id = $1`,
    [personId, erased.includes('phone'), erased.includes('address')],
  );
  return erased;
}
