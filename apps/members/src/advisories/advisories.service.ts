import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { Cursors, type Language } from '#libs/http';
import { rules } from '../rules/rules.js';
import { messageOf } from './advisories.js';
import { AdvisoriesReadModel, type AdvisoryRow } from './advisories.read-model.js';
import type { AdvisoriesQuery, AdvisoryDto, AdvisoryPageDto } from './dto/advisory.dto.js';

@Injectable()
export class AdvisoriesService {
  constructor(
    private readonly readModel: AdvisoriesReadModel,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async list(
    principal: Principal,
    query: AdvisoriesQuery,
    language: Language,
  ): Promise<AdvisoryPageDto> {
    const ranges = principal.ranges('organizations.read');
    const { organizationId = null, code = null, limit } = query;
    const day = query.on ?? dayInShanghai(this.clock.now());
    const list = ['advisories', organizationId, code, day, ranges];
    const [path = '', last = ''] = query.cursor ? this.cursors.open(query.cursor, list) : [];
    const rows = await this.readModel.page({
      ranges,
      after: { path: String(path), code: String(last) },
      organizationId,
      day,
      code,
      limit: limit + 1,
    });
    return this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.path, row.code],
      map: (row) => toAdvisoryDto(row, language),
    });
  }
}

function toAdvisoryDto(row: AdvisoryRow, language: Language): AdvisoryDto {
  return {
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    organizationType: row.type,
    code: row.code,
    message: messageOf(row.code, language, row),
    found: row.found,
    expected: row.expected,
    rule: row.rule,
    source: rules[row.rule].source[language],
  };
}
