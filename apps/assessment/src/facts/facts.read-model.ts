import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { monthFromNumber, monthNumber } from '#libs/calendar';
import type { AttendanceStatus } from '#libs/contracts';
import { type PathRange, rangeValues, readRows, withinRanges } from '#libs/database';
import { Cursors } from '#libs/http';
import type { FactDto, FactPageDto, FactsQuery } from './dto/fact.dto.js';
import { metricName, metricOf } from './metrics.js';

interface FactRow {
  month: number;
  metric: number;
  path: string;
  organization_id: string;
  subject_id: string;
  source_id: string;
  revision: number;
  due: number;
  done: number;
  effective_on: string;
  status: AttendanceStatus | null;
  recorded_at: Date;
}

const page = {
  name: 'facts-page',
  text: `select fact.month, fact.metric, organization.path, fact.organization_id, fact.subject_id, fact.source_id,
      fact.revision, fact.due, fact.done, fact.effective_on::text, fact.status, fact.recorded_at
    from facts fact join directory_organizations organization on organization.id = fact.organization_id
    where fact.month = $1 and fact.superseded_at is null
      and ${withinRanges('organization.path', 2, 3)}
      and ($4::uuid is null or fact.subject_id = $4)
      and ($5::uuid is null or exists (select from directory_organizations top where top.id = $5
        and organization.path >= top.path and organization.path < left(top.path, -1) || '0'))
      and ($6::smallint is null or fact.metric = $6)
      and ($7::text is null or (organization.path, fact.source_id, fact.subject_id, fact.metric)
        > ($7 collate "C", $8::uuid, $9::uuid, $10::smallint))
    order by organization.path, fact.source_id, fact.subject_id, fact.metric
    limit $11`,
};

function toDto(row: FactRow): FactDto {
  const metric = metricName(row.metric);
  return {
    month: monthFromNumber(row.month),
    subjectId: row.subject_id,
    subjectKind: metricOf(metric).subject === 'person' ? 'person' : 'organization',
    organizationId: row.organization_id,
    metric,
    due: row.due,
    done: row.done,
    status: row.status,
    sourceId: row.source_id,
    revision: row.revision,
    effectiveOn: row.effective_on,
    recordedAt: row.recorded_at.toISOString(),
  };
}

@Injectable()
export class FactsReadModel {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cursors: Cursors,
  ) {}

  async list(ranges: readonly PathRange[], filter: FactsQuery): Promise<FactPageDto> {
    const { limit, cursor, month, subjectId, organizationId, metric } = filter;
    const list = ['facts', month, subjectId, organizationId, metric, ranges];
    const after = cursor === undefined ? [] : this.cursors.open(cursor, list);
    const rows = await readRows<FactRow>(this.dataSource, page, [
      monthNumber(month),
      ...rangeValues(ranges),
      subjectId ?? null,
      organizationId ?? null,
      metric === undefined ? null : metricOf(metric).id,
      ...[0, 1, 2, 3].map((index) => after[index] ?? null),
      limit + 1,
    ]);
    return this.cursors.page(rows, {
      limit,
      list,
      position: (row) => [row.path, row.source_id, row.subject_id, row.metric],
      map: toDto,
    });
  }
}
