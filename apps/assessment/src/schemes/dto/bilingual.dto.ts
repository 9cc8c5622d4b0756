/** A text in the two languages of the suite. */
export class BilingualText {
  /** @example 主题党日 */
  zh!: string;
  /** @example "Theme day" */
  en!: string;
}
