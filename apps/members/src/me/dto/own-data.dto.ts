import type { ReminderKind, ReminderStage } from '#libs/contracts';
import type { ConsentField } from '../../consents/consent-fields.js';
import { type MembershipChangeDto } from '../../memberships/dto/membership-change.dto.js';
import { type PartyProbationDto } from '../../party-probations/dto/party-probation.dto.js';
import { type PersonRecordDto } from '../../people/dto/member.dto.js';
import { type LookDto } from './look.dto.js';

export class OwnConsentDto {
  /** @example phone */
  field!: ConsentField;
  givenAt!: Date;
  /** Null while it lasts. */
  withdrawnAt!: Date | null;
}

export class OwnLoginDto {
  begunAt!: Date;
  lastUsedAt!: Date;
  /** What the client said that it is. @example "Mozilla/5.0 (Linux; Android 14)" */
  client!: string | null;
}

export class OwnCodeDto {
  issuedAt!: Date;
  /** Null while it is good. */
  revokedAt!: Date | null;
}

export class OwnReminderDto {
  /** Of the own probation, or of a letter of transfer. */
  kind!: ReminderKind;
  /** Whether the day came near, or had passed. */
  stage!: ReminderStage;
  /**
   * When the probation ends, or the last day on which the letter is good.
   * @example 2026-07-01
   */
  dueOn!: string;
  /** Who has to act, and was told. */
  organizationName!: string;
  toldAt!: Date;
}

export class OwnPhotoDto {
  setAt!: Date;
  /** The picture, in base64. @example "/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==" */
  jpeg!: string;
}

export class OwnDataDto {
  preparedAt!: Date;
  /** @example zhangwei */
  username!: string;
  /** The whole record: its numbers and its address are not masked here. */
  record!: PersonRecordDto;
  /** Null when there is none. */
  photo!: OwnPhotoDto | null;
  /** What was decided of the memberships, oldest first. */
  membershipChanges!: MembershipChangeDto[];
  /** Probations within the Party (留党察看), oldest first; they are a part of the record and are kept. */
  partyProbations!: PartyProbationDto[];
  /** What fellow members may see, or could, oldest first. */
  consents!: OwnConsentDto[];
  /** Sessions that are kept still, oldest first. */
  logins!: OwnLoginDto[];
  /** The codes that were issued, oldest first. */
  codes!: OwnCodeDto[];
  /** What was told of the own probation and letters of transfer, oldest first; kept while it waits, and two years. */
  reminders!: OwnReminderDto[];
  /** Who looked at the record, newest first; the last 10,000. */
  looks!: LookDto[];
  /**
   * Where else there is something of yours, as lists.
   * @example ["/v1/me/activities","/v1/me/scores","/v1/inbox"]
   */
  elsewhere!: string[];
}
