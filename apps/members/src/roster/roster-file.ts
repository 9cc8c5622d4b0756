import { readCsv } from './roster-csv.js';
import { rosterUnreadable } from './roster.errors.js';
import type { RosterTable } from './roster-table.js';
import { readXlsx } from './roster-xlsx.js';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const OLD_EXCEL = Buffer.from('d0cf11e0', 'hex');
const PDF = Buffer.from('%PDF', 'latin1');

/** Opens a roster by what is in it; its name and declared type say nothing. */
export function openRoster(bytes: Buffer): RosterTable {
  const starts = (magic: Buffer): boolean => bytes.subarray(0, magic.length).equals(magic);
  if (starts(ZIP)) return readXlsx(bytes);
  if (starts(OLD_EXCEL)) throw rosterUnreadable('xls');
  if (starts(PDF)) throw rosterUnreadable('kind');
  return readCsv(bytes);
}
