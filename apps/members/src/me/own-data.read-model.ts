import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readRows } from '#libs/database';
import { PartyProbationsReadModel } from '../party-probations/party-probations.read-model.js';
import { beforeAllPeriods } from '../people/periods.read-model.js';
import { PhotosRepository } from '../photos/photos.repository.js';
import type { OwnDataDto } from './dto/own-data.dto.js';

export type OwnTraces = Pick<
  OwnDataDto,
  'consents' | 'logins' | 'codes' | 'reminders' | 'photo' | 'partyProbations'
>;

const PARTY_PROBATIONS = 1000;

const collected = (columns: string, from: string): string => `
  (select coalesce(jsonb_agg(jsonb_build_object(${columns}) order by it.id), '[]') from ${from})`;

/** By the person whose probation it is, or by the transfer whose letter. */
const OWN_REMINDERS = `reminders it join organizations place on place.id = it.organization_id
    where it.subject_id = any(array(select $1::uuid union all select id from transfers where person_id = $1))`;

export const traces = {
  name: 'own-data-traces',
  text: `select
    ${collected(`'field', it.field, 'givenAt', it.given_at, 'withdrawnAt', it.withdrawn_at`, 'consents it where it.person_id = $1')} as consents,
    ${collected(`'begunAt', it.created_at, 'lastUsedAt', coalesce(it.last_used_at, it.created_at), 'client', it.client`, 'sessions it where it.account_id = $2')} as logins,
    ${collected(`'issuedAt', it.issued_at, 'revokedAt', it.revoked_at`, 'codes it where it.person_id = $1')} as codes,
    ${collected(`'kind', it.kind, 'stage', it.stage, 'dueOn', it.due_on, 'organizationName', place.name, 'toldAt', it.told_at`, OWN_REMINDERS)} as reminders`,
};

@Injectable()
export class OwnDataReadModel {
  constructor(
    private readonly dataSource: DataSource,
    private readonly photos: PhotosRepository,
    private readonly partyProbations: PartyProbationsReadModel,
  ) {}

  async traces(personId: string, accountId: string): Promise<OwnTraces> {
    const [[row], photo, partyProbations] = await Promise.all([
      readRows<Omit<OwnTraces, 'photo' | 'partyProbations'>>(this.dataSource, traces, [
        personId,
        accountId,
      ]),
      this.photos.find(personId),
      this.partyProbations.own(personId, beforeAllPeriods, PARTY_PROBATIONS),
    ]);
    if (!row) throw new Error('there are no traces');
    return {
      ...row,
      partyProbations,
      photo: photo ? { setAt: photo.setAt, jpeg: photo.jpeg.toString('base64') } : null,
    };
  }
}
