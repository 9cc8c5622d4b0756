export class OwnSessionDto {
  id!: string;
  /** @example 2026-10-15T01:00:00.000Z */
  begunAt!: Date;
  /** When its tokens were last renewed, which clients do every quarter of an hour. @example 2026-10-15T09:30:00.000Z */
  lastUsedAt!: Date;
  /** What the client said it was as it began (`User-Agent`, 200 characters at most). @example Mozilla/5.0 (Windows NT 10.0) */
  client!: string | null;
  /** Whether it is the one that asks. @example true */
  current!: boolean;
}

export class OwnSessionPageDto {
  data!: OwnSessionDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}

export class EndedSessionsDto {
  /** How many were ended. @example 2 */
  ended!: number;
}
