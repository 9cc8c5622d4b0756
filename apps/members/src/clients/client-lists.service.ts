import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Clock } from '#libs/calendar';
import { Cursors, type ListQuery } from '#libs/http';
import { clientNotFound } from './clients.errors.js';
import { ClientsReadModel, type ClientRow } from './clients.read-model.js';
import type { ClientDto, ClientPageDto, ClientUsagePageDto } from './dto/client.dto.js';

/** Behind every day. */
const END = 'infinity';

@Injectable()
export class ClientListsService {
  constructor(
    private readonly readModel: ClientsReadModel,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** In the order of their names. */
  async page(principal: Principal, { cursor, limit }: ListQuery): Promise<ClientPageDto> {
    const ranges = principal.ranges('accounts.manage');
    const list = ['clients', ranges];
    const [after = ''] = cursor ? this.cursors.open(cursor, list) : [];
    const rows = await this.readModel.page({
      ranges,
      now: this.clock.now(),
      after: String(after),
      limit: limit + 1,
    });
    return this.cursors.page(rows, { limit, list, position: (row) => [row.sort_key], map: toDto });
  }

  async get(principal: Principal, id: string): Promise<ClientDto> {
    const row = await this.readModel.one(id, principal.ranges('accounts.manage'), this.clock.now());
    if (!row) throw clientNotFound();
    return toDto(row);
  }

  /** The last day first. */
  async usage(
    principal: Principal,
    id: string,
    { cursor, limit }: ListQuery,
  ): Promise<ClientUsagePageDto> {
    await this.get(principal, id);
    const list = ['client-usage', id, principal.ranges('accounts.manage')];
    const [before = END] = cursor ? this.cursors.open(cursor, list) : [];
    const rows = await this.readModel.usage(id, String(before), limit + 1);
    return this.cursors.page(rows, {
      limit,
      list,
      position: ({ day }) => [day],
      map: (day) => day,
    });
  }
}

function toDto({ id, name, scopes, disabled, grants, secrets, version }: ClientRow): ClientDto {
  return { id, name, scopes, disabled, grants, secrets, version };
}
