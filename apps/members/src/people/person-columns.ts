/** What a record is in `people`; what is sealed in hexadecimal. */
export interface PersonColumns {
  readonly employee_number: string | null;
  readonly name: string;
  readonly name_key: string | null;
  readonly name_pinyin: string;
  readonly name_initials: string;
  readonly sex: string;
  readonly ethnicity: string | null;
  readonly born_on: string;
  readonly education: string | null;
  readonly citizen_number_sealed: string;
  readonly citizen_number_index: string;
  readonly phone_sealed: string | null;
  readonly phone_index: string | null;
  readonly address_sealed: string | null;
  readonly political_status: string | null;
}
