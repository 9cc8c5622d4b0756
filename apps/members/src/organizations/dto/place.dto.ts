export class PlaceDto {
  /** Below what it stood; null for the root, and for a former place that is beyond what you may see. */
  parentId!: string | null;
  /** As it is named today. @example 机电党总支 */
  parentName!: string | null;
  /** The day on which it came there. @example 2020-07-01 */
  startsOn!: string;
  /** The first day on which it no longer stood there; null while it does. */
  endsOn!: string | null;
  /** The document by which it came there. @example 五党发〔2026〕12号 */
  decision!: string | null;
}

export class PlacePageDto {
  data!: PlaceDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
