import { Transform } from 'class-transformer';
import { IsBoolean } from 'class-validator';
import { ListQuery, MayBeLeftOut } from '#libs/http';

/** Query text as a boolean; anything else stays, for the validator to refuse. */
const fromText = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

/** Which messages to list. */
export class InboxQuery extends ListQuery {
  /**
   * Only what has not been read yet.
   * @example true
   */
  @MayBeLeftOut()
  @Transform(fromText)
  @IsBoolean()
  unread?: boolean;
}

/** A message, in the language asked for by `Accept-Language` (zh-CN unless English is preferred). */
export class InboxMessageDto {
  /** @example "019a3b5e-7c10-7d9a-8f3e-2b6c4d5e6f70" */
  id!: string;

  /**
   * What kind of message it is: `score.member`, `score.group`, `score.branch`; `reminder.probation`,
   * `reminder.election`, `reminder.letter` to who has to act, `reminder.own_probation`, `reminder.own_letter` to whose it
   * is. More kinds may come.
   * @example "score.member"
   */
  kind!: string;

  /** @example "您2026年10月的考核：87.50分（良好）" */
  title!: string;

  /** @example "您2026年10月的考核结果已公布：得87.50分，等次为良好。" */
  body!: string;

  /**
   * Where the record is that the message tells of; null where the reader has no page for it.
   * @example "/v1/me/scores"
   */
  link!: string | null;

  /**
   * When it was sent.
   * @example "2026-11-05T02:00:00.000Z"
   */
  createdAt!: Date;

  /**
   * When it was first read; null while unread.
   * @example null
   */
  readAt!: Date | null;
}

/** A page of messages. */
export class InboxPageDto {
  data!: InboxMessageDto[];

  /** Where to go on; null on the last page. */
  nextCursor!: string | null;
}

/** The number beside the bell. */
export class InboxSummaryDto {
  /**
   * How many messages have not been read.
   * @example 2
   */
  unread!: number;
}

/** What marking all messages as read came to. */
export class InboxAllReadDto {
  /**
   * How many messages were unread, and are read now.
   * @example 2
   */
  marked!: number;
}
