import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { PersonRecords } from '../people/person-records.js';
import { PeopleReadModel, type PersonRow } from '../people/people.read-model.js';
import { PeopleRepository } from '../people/people.repository.js';
import { FieldSeal } from '../sealing/field-seal.js';
import { codeUnknown } from './codes.errors.js';
import type { ScanDto, ScannedMemberDto, ScannedRecordDto } from './dto/scan.dto.js';
import { TOKEN_INDEX } from './issued-codes.js';
import {
  isLook,
  type Scanner,
  type ScanView,
  seesPhoto,
  seesWhatIsAgreed,
  shownOfMember,
  shownOfOrganization,
  viewOfMember,
  viewOfOrganization,
  withoutStandings,
} from './scan.policy.js';
import { type CodeOf, type ScannedMemberRow, ScansReadModel } from './scans.read-model.js';
import { readToken } from './token.policy.js';

interface Sight {
  readonly row: ScannedMemberRow;
  /** The record, if the permission to read members reaches it. */
  readonly reached: PersonRow | undefined;
  readonly view: ScanView;
  /** What the member agreed that fellows see is for the caller. */
  readonly agreed: boolean;
}

@Injectable()
export class ScansService {
  constructor(
    private readonly readModel: ScansReadModel,
    private readonly people: PeopleReadModel,
    private readonly looks: PeopleRepository,
    private readonly records: PersonRecords,
    private readonly seal: FieldSeal,
    private readonly clock: Clock,
  ) {}

  /**
   * What is no code, was never issued or is revoked goes the same way to the same answer: nobody learns which it was,
   * by the words or by the time.
   */
  async scan(principal: Principal | undefined, written: string): Promise<ScanDto> {
    const of = await this.subject(written);
    if (of.person_id) return this.member(principal, of.person_id);
    if (of.organization_id) return this.organization(principal, of.organization_id);
    throw codeUnknown();
  }

  /** Whose photo a code shows the caller; undefined for who may not see it, and for the code of an organization. */
  async whosePhoto(principal: Principal, written: string): Promise<string | undefined> {
    const { person_id: personId } = await this.subject(written);
    if (personId === null) return undefined;
    const { row, view } = await this.sight(principal, personId);
    return seesPhoto(view, row.photo_agreed) ? personId : undefined;
  }

  private async subject(written: string): Promise<CodeOf> {
    const of = await this.readModel.code(this.seal.index(readToken(written), TOKEN_INDEX));
    if (!of) throw codeUnknown();
    return of;
  }

  /** As what the caller looks at the member, and what there is to see. */
  private async sight(principal: Principal | undefined, personId: string): Promise<Sight> {
    const day = this.today();
    const row = await this.readModel.member(personId, day);
    if (!row) throw codeUnknown();
    const reached =
      principal && (await this.people.within(personId, principal.ranges('members.read')));
    const subject = { personId, branchId: row.branch_id };
    const scanner = await this.scanner(principal, day);
    const view = viewOfMember(subject, scanner, reached !== undefined);
    return { row, reached, view, agreed: seesWhatIsAgreed(subject, scanner) };
  }

  /** Every look at somebody else is logged before it is answered. */
  private async member(principal: Principal | undefined, personId: string): Promise<ScanDto> {
    const { row, reached, view, agreed } = await this.sight(principal, personId);
    if (isLook(view)) await this.looks.logLook(principal?.accountId ?? null, personId, 'scan');
    const shown = shownOfMember[view];
    const record = shown.record === 'own' ? await this.people.own(personId) : reached;
    return {
      as: view,
      subject: 'member',
      branchName: row.branch_name,
      member: shown.member
        ? {
            ...this.memberOf(personId, row, agreed),
            hasPhoto: row.has_photo && seesPhoto(view, row.photo_agreed),
          }
        : null,
      record: shown.record !== 'none' && record ? this.recordFor(view, record) : null,
      looks: shown.looks ? await this.readModel.looks(personId) : null,
      organization: null,
    };
  }

  private memberOf(
    personId: string,
    row: ScannedMemberRow,
    agreed: boolean,
  ): Omit<ScannedMemberDto, 'hasPhoto'> {
    const { name, offices, phone_sealed: phone, political_birthday: politicalBirthday } = row;
    if (!agreed) return { name, offices, phone: null, politicalBirthday: null };
    return {
      name,
      offices,
      phone: phone && this.seal.open(phone, { table: 'people', column: 'phone', rowId: personId }),
      politicalBirthday,
    };
  }

  private recordFor(view: ScanView, row: PersonRow): ScannedRecordDto {
    const record = this.records.toDto(row);
    return view === 'self'
      ? record
      : { ...record, memberships: withoutStandings(record.memberships) };
  }

  private async organization(principal: Principal | undefined, id: string): Promise<ScanDto> {
    const day = this.today();
    const row = await this.readModel.organization(id);
    if (!row) throw codeUnknown();
    const view = viewOfOrganization(
      { branchPath: row.branch_path },
      await this.scanner(principal, day),
      principal?.mayAt('members.read', row.path) ?? false,
    );
    const shown = shownOfOrganization[view];
    return {
      as: view,
      subject: 'organization',
      branchName: row.branch_name,
      member: null,
      record: null,
      looks: null,
      organization: {
        name: row.name,
        type: row.type,
        dissolvedOn: row.dissolved_on,
        offices: shown.offices ? await this.readModel.holders(id, day) : null,
        memberCount: shown.memberCount ? await this.readModel.memberCount(id, day) : null,
      },
    };
  }

  private async scanner(
    principal: Principal | undefined,
    day: string,
  ): Promise<Scanner | undefined> {
    if (!principal) return undefined;
    const { personId } = principal;
    const home = personId === null ? undefined : await this.readModel.scanner(personId, day);
    return { personId, branchId: home?.branch_id ?? null, path: home?.path ?? null };
  }

  private today(): string {
    return dayInShanghai(this.clock.now());
  }
}
