export interface ErrorEntry {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}

/** Error codes by `area.reason`; an area belongs to one room. */
export type ErrorRegistry = Readonly<Record<`${string}.${string}`, ErrorEntry>>;
