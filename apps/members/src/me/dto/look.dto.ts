/** A look of somebody else at the caller's record. */
export class LookDto {
  id!: string;
  /** @example 2026-10-15T01:00:00.000Z */
  at!: Date;
  /**
   * What was looked at: the `record`, the `photo`, a `scan` of the code, an `export` with others, a `transfer` or the `transfer_letter`,
   * a `party_probation` (留党察看).
   * @example record
   */
  what!: string;
  /** Who looked, a program by its name; null for who did not say, and when the account is neither's. @example 李强 */
  viewerName!: string | null;
}

export class LookPageDto {
  data!: LookDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
