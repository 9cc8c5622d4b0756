import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { inCommand } from '#libs/http';
import { consentFields } from './consent-fields.js';
import { ConsentsRepository } from './consents.repository.js';
import type { ConsentsDto, ConsentsRequest } from './dto/consent.dto.js';

@Injectable()
export class ConsentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consents: ConsentsRepository,
  ) {}

  async own(principal: Principal): Promise<ConsentsDto> {
    const given = await this.consents.given(principal.requirePerson());
    const since = new Map(given.map(({ field, givenAt }) => [field, givenAt]));
    return {
      consents: consentFields.map((field) => ({ field, givenAt: since.get(field) ?? null })),
    };
  }

  async replace(principal: Principal, { fields }: ConsentsRequest): Promise<void> {
    const personId = principal.requirePerson();
    await inCommand(this.dataSource, (tx) => this.consents.replace(tx, personId, fields));
  }
}
