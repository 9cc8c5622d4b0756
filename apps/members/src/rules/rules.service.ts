import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { Cursors, inCommand, type Language } from '#libs/http';
import type { RuleDto, RulePageDto, RulesQuery, SetRuleRequest } from './dto/rule.dto.js';
import { ruleValueExists, rulesNotYours } from './rules.errors.js';
import { type RuleRow, RulesReadModel } from './rules.read-model.js';
import { RulesRepository } from './rules.repository.js';
import { rules } from './rules.js';

@Injectable()
export class RulesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: RulesRepository,
    private readonly readModel: RulesReadModel,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async list(query: RulesQuery, language: Language): Promise<RulePageDto> {
    const { limit, on = dayInShanghai(this.clock.now()) } = query;
    const list = ['rules', on];
    const [after = ''] = query.cursor ? this.cursors.open(query.cursor, list) : [];
    const rows = await this.readModel.inForce(on, { after: String(after), limit: limit + 1 });
    return this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.code],
      map: (row) => toRuleDto(row, language),
    });
  }

  /** A new value beside the old ones: what held before stays what it was. */
  set(principal: Principal, body: SetRuleRequest, language: Language): Promise<RuleDto> {
    const { code, value, validFrom, decision = null } = body;
    const row: RuleRow = { code, value, valid_from: validFrom, decision };
    return inCommand(this.dataSource, async (tx) => {
      if (!(await this.repository.maySet(tx, principal.ranges('rules.manage'))))
        throw rulesNotYours();
      if (!(await this.repository.insert(tx, { ...row, decidedBy: principal.accountId })))
        throw ruleValueExists();
      return toRuleDto(row, language);
    });
  }
}

function toRuleDto(row: RuleRow, language: Language): RuleDto {
  const { unit, title, source } = rules[row.code];
  return {
    code: row.code,
    value: row.value,
    unit,
    title: title[language],
    source: source[language],
    validFrom: row.valid_from,
    decision: row.decision,
  };
}
