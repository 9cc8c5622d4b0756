import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Cursors } from '#libs/http';
import { AccountsReadModel, type AccountRow } from './accounts.read-model.js';
import type { AccountDto, AccountPageDto, AccountsQuery } from './dto/account.dto.js';

@Injectable()
export class AccountListsService {
  constructor(
    private readonly readModel: AccountsReadModel,
    private readonly cursors: Cursors,
  ) {}

  /** In the order of user names. */
  async page(principal: Principal, query: AccountsQuery): Promise<AccountPageDto> {
    const ranges = principal.ranges('accounts.manage');
    const { personId = null, limit } = query;
    const list = ['accounts', personId, ranges];
    const [after = ''] = query.cursor ? this.cursors.open(query.cursor, list) : [];
    const rows = await this.readModel.page({
      ranges,
      after: String(after),
      personId,
      limit: limit + 1,
    });
    return this.cursors.page(rows, { limit, list, position: (row) => [row.sort_key], map: toDto });
  }
}

function toDto(row: AccountRow): AccountDto {
  return {
    id: row.id,
    username: row.username,
    personId: row.person_id,
    name: row.name,
    disabled: row.disabled,
    passwordMustChange: row.password_must_change,
    grants: row.grants,
  };
}
