import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrganizationType } from '#libs/contracts';
import { readRows } from '#libs/database';
import type { ConsentField } from '../consents/consent-fields.js';
import type { LookDto } from '../me/dto/look.dto.js';
import { lookColumns, looksWithViewers } from '../me/me.read-model.js';
import type { OfficeHolderDto, ScannedOfficeDto } from './dto/scan.dto.js';

export interface CodeOf {
  readonly person_id: string | null;
  readonly organization_id: string | null;
}

export interface ScannedMemberRow {
  readonly name: string;
  /** Null for who is a member nowhere today. */
  readonly branch_id: string | null;
  readonly branch_name: string | null;
  readonly offices: ScannedOfficeDto[];
  /** Null unless the member agreed that fellows see it. */
  readonly phone_sealed: Buffer | null;
  readonly political_birthday: string | null;
  readonly has_photo: boolean;
  readonly photo_agreed: boolean;
}

export interface ScannedOrganizationRow {
  readonly name: string;
  readonly type: OrganizationType;
  readonly path: string;
  readonly dissolved_on: string | null;
  readonly branch_name: string;
  readonly branch_path: string;
}

export interface ScannerRow {
  readonly branch_id: string;
  readonly path: string;
}

const LOOKS_SHOWN = 10;

/** A group belongs to its branch; every other organization stands for itself. */
const branchOf = (place: string): string =>
  `(case when ${place}.type = 'group' then ${place}.parent_id else ${place}.id end)`;

const today = (of: string): string =>
  `${of}.starts_on <= $2::date and (${of}.ends_on is null or ${of}.ends_on > $2::date)`;

/** Where a person is a member today: the one place that counts, if there are several for a day. */
const placeToday = (personId: string): string => `lateral (
  select membership.organization_id, membership.admitted_on from memberships membership
  where membership.person_id = ${personId} and ${today('membership')}
  order by membership.starts_on desc, membership.id desc limit 1)`;

const agreed = (field: ConsentField): string => `exists (
  select from consents where person_id = person.id and field = '${field}' and withdrawn_at is null)`;

const statements = {
  code: {
    name: 'scan-code',
    text: 'select person_id, organization_id from codes where token_index = $1 and revoked_at is null',
  },
  scanner: {
    name: 'scan-scanner',
    text: `select place.path, ${branchOf('place')} as branch_id
      from ${placeToday('$1')} home join organizations place on place.id = home.organization_id`,
  },
  member: {
    name: 'scan-member',
    text: `select person.name, branch.id as branch_id, branch.name as branch_name, (
        select coalesce(jsonb_agg(jsonb_build_object('title', office.title, 'organizationName', at.name)
          order by at.path, office.starts_on, office.id), '[]')
        from offices office join organizations at on at.id = office.organization_id
        where office.person_id = person.id and ${today('office')}) as offices,
        case when ${agreed('phone')} then person.phone_sealed end as phone_sealed,
        case when ${agreed('political_birthday')} then to_char(home.admitted_on, 'MM-DD') end as political_birthday,
        exists (select from person_photos photo where photo.person_id = person.id) as has_photo,
        ${agreed('photo')} as photo_agreed
      from people person
      left join ${placeToday('person.id')} home on true
      left join organizations place on place.id = home.organization_id
      left join organizations branch on branch.id = ${branchOf('place')}
      where person.id = $1`,
  },
  organization: {
    name: 'scan-organization',
    text: `select place.name, place.type, place.path, place.dissolved_on::text, branch.name as branch_name,
        branch.path as branch_path
      from organizations place join organizations branch on branch.id = ${branchOf('place')}
      where place.id = $1`,
  },
  holders: {
    name: 'scan-holders',
    text: `select office.title, person.name
      from offices office join people person on person.id = office.person_id
      where office.organization_id = $1 and ${today('office')}
      order by office.starts_on, office.id`,
  },
  memberCount: {
    name: 'scan-member-count',
    text: `select count(*)::int as count
      from organizations top
      join organizations place on place.path >= top.path and place.path < left(top.path, -1) || '0'
      join memberships membership on membership.organization_id = place.id
      where top.id = $1 and ${today('membership')}`,
  },
  looks: {
    name: 'scan-looks',
    text: `select ${lookColumns} from ${looksWithViewers}
      where look.person_id = $1 order by look.at desc, look.id desc limit ${LOOKS_SHOWN}`,
  },
} as const;

@Injectable()
export class ScansReadModel {
  constructor(private readonly dataSource: DataSource) {}

  async code(index: Buffer): Promise<CodeOf | undefined> {
    const [row] = await readRows<CodeOf>(this.dataSource, statements.code, [index]);
    return row;
  }

  async scanner(personId: string, day: string): Promise<ScannerRow | undefined> {
    const values = [personId, day];
    const [row] = await readRows<ScannerRow>(this.dataSource, statements.scanner, values);
    return row;
  }

  async member(personId: string, day: string): Promise<ScannedMemberRow | undefined> {
    const values = [personId, day];
    const [row] = await readRows<ScannedMemberRow>(this.dataSource, statements.member, values);
    return row;
  }

  async organization(id: string): Promise<ScannedOrganizationRow | undefined> {
    const { organization } = statements;
    const [row] = await readRows<ScannedOrganizationRow>(this.dataSource, organization, [id]);
    return row;
  }

  holders(organizationId: string, day: string): Promise<OfficeHolderDto[]> {
    return readRows(this.dataSource, statements.holders, [organizationId, day]);
  }

  async memberCount(organizationId: string, day: string): Promise<number> {
    const values = [organizationId, day];
    const [row] = await readRows<{ count: number }>(
      this.dataSource,
      statements.memberCount,
      values,
    );
    return row?.count ?? 0;
  }

  /** The last who looked, newest first. */
  looks(personId: string): Promise<LookDto[]> {
    return readRows(this.dataSource, statements.looks, [personId]);
  }
}
