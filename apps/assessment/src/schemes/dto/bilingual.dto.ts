/** A text in the two languages of the suite. */
export class BilingualTextDto {
  /** @example 主题党日 */
  zh!: string;
  /** @example "Theme day" */
  en!: string;
}
