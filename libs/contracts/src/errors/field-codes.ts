/**
 * What may be wrong with one field, and what it means: `errors[].code` of a problem. What is not listed here does not
 * compile. The catalogue in docs/errors.md is made from it.
 *
 * `isDay`, `maxLength` and their like are the names that class-validator gives to what it checks.
 */
export const fieldCodes = {
  // The bytes of a request.
  utf8: 'The body is not valid UTF-8.',
  json: 'The body is not valid JSON.',
  nul: 'The text contains a NUL character.',
  unicode: 'The text has half of a surrogate pair.',
  depth: 'The value is nested too deeply.',

  // The shape of a body, of a query, or of a part of the address.
  unknown: 'There is no such field or parameter.',
  required: 'The field is missing.',
  null: 'The field is null and may not be.',
  invalid: 'The value is wrong in a way that has no code of its own; the message says how.',
  format: 'The header or the part of the address has not the form it should have.',
  isArray: 'The value is not a list.',
  isBoolean: 'The value is neither `true` nor `false`.',
  isDay: 'The value is not a day that exists (`YYYY-MM-DD`).',
  isEnum: 'The value is none of those listed.',
  isIn: 'The value is none of those listed.',
  isInt: 'The value is not a whole number.',
  isIso8601: 'The value is not an instant with its offset (ISO 8601).',
  isMonth: 'The value is not a month (`YYYY-MM`).',
  isNotEmpty: 'The value is empty.',
  isObject: 'The value is not an object.',
  isString: 'The value is not text.',
  isUuid: 'The value is not an id.',
  isNumber: 'The value is not a number.',
  isLength: 'The text is shorter or longer than allowed.',
  minLength: 'The text is shorter than allowed.',
  maxLength: 'The text is longer than allowed.',
  matches: 'The text has not the form it should have, or is blank.',
  max: 'The number is greater than allowed.',
  min: 'The number is smaller than allowed.',
  arrayMaxSize: 'The list has more items than allowed.',
  arrayMinSize: 'The list has fewer items than needed.',
  arrayUnique: 'The list has an item twice.',
  nestedValidation: 'The value, or an item of the list, is not an object.',

  // Lists and cursors.
  cursor:
    'The cursor is not one that this list gave, or the filter or the order has changed since.',

  // Things that are named, and terms.
  not_found: 'There is no such thing within your scope.',
  unknown_id: 'The id is of nothing within your scope.',
  operation_id: 'The id is not that of an operation.',
  taken: 'Another has this value already.',
  before_start: 'The end lies before the start.',
  needed: 'The choice is not clear without this field.',

  // Passwords.
  common_password: 'The password is one of the common, breached ones that are tried first.',
  same_password: 'The password is the one that is to be changed.',
  wrong_password: 'The password is not that of the account.',
  has_username: 'The password contains the user name.',
  has_employee_number: 'The password contains the employee number.',
  has_phone: 'The password contains the phone number.',

  // Organizations and offices.
  place: 'An organization of this type cannot stand below that one.',
  not_taken: 'An organization of this type has no such field.',
  line: 'Below a branch, and below what is not of the Party, stands only what is of the same line.',
  too_short: 'The time away is shorter than from which a member counts as floating, or as abroad.',
  before_decision: 'The day lies before that of the decision, or of the one before.',
  party_probation_length: 'The probation within the Party would be longer than allowed.',
  exemption_reason: 'The reason exempts from attendance only.',
  before_end: 'The day lies before the end of what was before.',
  before_founding:
    'The day lies before the founding of the organization above, or of the receiving one.',
  before_last_step: 'The day lies before that of the step before.',
  same_organization: 'The member belongs to this organization already.',
  differs: 'A group has the category of its branch.',
  title: 'An organization of this type has no such office.',
  organization_type: 'An organization of this type does not do that, or does not take members.',

  // Activities.
  combination: 'The type is due to other people than the first one.',
  before_activity: 'The make-up lies before the activity.',
  future: 'The day lies in the future.',
  too_late: 'The make-up lies behind its deadline.',
  duplicate: 'The value is there a second time.',
  missing: 'Something that is needed in this place is not there.',
  reason_missing: 'Whoever is exempt is so for a reason, and it is not given.',
  exempt_member:
    'The person is exempt from attendance on that day, and so is neither absent nor on leave.',
  unknown_person: 'The person was no member there on that day, or was not expected.',
  not_a_lecture: 'Only a lecture has lecturers.',
  link: 'The value is not a web address (`http` or `https`).',
  range: 'The instant lies outside the years that are kept.',

  // Rosters: the file, then a row.
  xls: 'The file is an old xls; save it as xlsx first.',
  encrypted: 'The file is encrypted; remove the password first.',
  broken: 'The file is broken.',
  twice: 'The row or the column is in the file a second time.',
  formula: 'The cell is a formula; paste its value instead.',
  cell_error: 'The cell has an error.',
  too_long: 'The text is too long.',
  characters: 'The text has characters that are not allowed.',
  sex: 'The value is neither 男, 女 nor a code of GB/T 2261.1.',
  ethnicity: 'The value is no name or code of GB/T 3304.',
  education: 'The value is no name or code of GB/T 4658.',
  date: 'The value is no date.',
  form: 'The value has not the 18 characters of a citizen number.',
  number_cell: 'The citizen number was kept as a number and lost its last digits.',
  birth_date: 'The birth date within the citizen number never was.',
  check_character: 'The check character of the citizen number is wrong.',
  phone: 'The value is no telephone number.',
  member_kind: 'The value is neither 正式党员 nor 预备党员.',
  standing: 'The value is none of 在册, 流动, 长病.',
  before_admission: 'The day lies before the admission.',
  probationary_confirmed: 'A probationary member has not been confirmed, and so has no such day.',
  organization_unknown: 'The code is of no organization within your scope.',
  organization_dissolved: 'The organization has been dissolved.',
  organization_ambiguous: 'The code is of more than one organization.',
  exists: 'The person is on the books already.',
  needs_decision:
    'Of an import: the row differs from the record, which was left as it is; people decide.',
  no_membership:
    'Of an import: the person is a member nowhere now, which was left as it is; people decide.',
  born_on_differs: 'A warning: the birth date differs from the citizen number.',
  sex_differs: 'A warning: the sex differs from the citizen number.',
  example: 'A warning: the row is the example of the template, and was passed by.',
  under_age: 'A warning: the admission lies before the age of eighteen.',

  // Photos.
  picture: 'The file is no JPEG, PNG or WebP picture.',
  pixels:
    'The picture has more than 40 million pixels; a progressive JPEG, an interlaced PNG or a WebP more than 12.5 million; or more than 10,000 on a side.',

  // Runs and schemes.
  not_over: 'The month has not ended yet.',
  formalism:
    'The indicator rests on what the rule against formalism forbids; the message cites the clause.',
  unknown_metric: 'There is no such metric.',
  level: 'The metric cannot be read at this level.',
  kind: 'A metric that sums up the level below can only be a task; a roster is an xlsx or csv file.',
  aggregate: 'A task on a metric that sums up the level below is monthly and has no target.',
  over_100: 'Base and tasks together are more than 100 points.',
  no_task: 'The scheme has no task.',
  bands: 'The bands do not fall, each grade once, to one that begins at 0.',

  // The shape of a scheme, as zod names what it checks.
  invalid_type: 'The value is missing or of another type.',
  invalid_value: 'The value is none of those that are allowed.',
  invalid_format: 'The text has not the form it should have.',
  invalid_union: 'The value fits none of the forms that are allowed.',
  invalid_key: 'A key of the object has not the form it should have.',
  invalid_element: 'An item has not the form it should have.',
  not_multiple_of: 'The number is not a multiple of what it should be.',
  too_big: 'The number, the text or the list is larger than allowed.',
  too_small: 'The number, the text or the list is smaller than allowed.',
  unrecognized_keys: 'The object has fields that nobody knows.',
  custom: 'The value breaks a rule; the message says which.',
} as const satisfies Record<string, string>;

export type FieldCode = keyof typeof fieldCodes;

export function isFieldCode(code: string): code is FieldCode {
  return Object.hasOwn(fieldCodes, code);
}
