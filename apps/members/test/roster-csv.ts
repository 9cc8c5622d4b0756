import { checkCharacter } from '../src/people/citizen-number.policy.js';

let persons = 0;

/** A citizen number that nobody in the test has yet. */
export function citizenNumber(): string {
  persons += 1;
  const area = 110105 + Math.floor(persons / 1000);
  const digits = `${area}${1950 + (persons % 40)}0${1 + (persons % 9)}1${persons % 10}${String(persons % 1000).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
}

export const HEADER = '工号,姓名,公民身份号码,手机号,所在组织编码,党员类别,入党日期,状态';

export interface RosterLine {
  readonly number: string;
  readonly name: string;
  readonly code: string;
  readonly citizenNumber?: string;
  readonly phone?: string;
  readonly kind?: string;
  readonly admittedOn?: string;
  readonly standing?: string;
}

export function rosterCsv(lines: readonly RosterLine[]): string {
  const rows = lines.map(
    ({
      number,
      name,
      code,
      citizenNumber: citizen,
      phone = '',
      kind = '正式党员',
      admittedOn = '2012-07-01',
      standing = '',
    }) =>
      [number, name, citizen ?? citizenNumber(), phone, code, kind, admittedOn, standing].join(','),
  );
  return [HEADER, ...rows].join('\n');
}
