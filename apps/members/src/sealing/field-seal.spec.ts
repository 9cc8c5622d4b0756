import { readMembersConfig } from '../config.js';
import { FieldSeal } from './field-seal.js';

const config = (secret: string) =>
  readMembersConfig({
    DATABASE_URL: 'postgres://wutai_members@localhost/x',
    FIELD_KEY_SECRET: secret,
  });
const seal = new FieldSeal(config('a secret of the test, long enough: 1'));
const place = { table: 'people', column: 'phone', rowId: '0190a0b0-0000-7000-8000-000000000000' };

describe('sealing a field', () => {
  it('opens where it was sealed, and looks different every time', () => {
    const [one, two] = [seal.seal('13812345678', place), seal.seal('13812345678', place)];
    expect(one.equals(two)).toBe(false);
    expect(one.includes('13812345678')).toBe(false);
    expect([seal.open(one, place), seal.open(two, place)]).toEqual(['13812345678', '13812345678']);
  });

  it.each([
    ['another row', { ...place, rowId: '0190a0b0-0000-7000-8000-000000000001' }],
    ['another column', { ...place, column: 'citizen_number' }],
    ['another table', { ...place, table: 'visitors' }],
  ])('does not open in %s', (_, elsewhere) => {
    const sealed = seal.seal('13812345678', place);
    expect(() => seal.open(sealed, elsewhere)).toThrow();
  });

  it('does not open when a bit was changed, nor with another key', () => {
    const sealed = seal.seal('13812345678', place);
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
    expect(() => seal.open(changed, place)).toThrow();
    const other = new FieldSeal(config('a secret of the test, long enough: 2'));
    expect(() => other.open(sealed, place)).toThrow('another key');
  });

  it('finds equal values of one column by the index, and of no other', () => {
    expect(seal.index('x', 'phone').equals(seal.index('x', 'phone'))).toBe(true);
    expect(seal.index('x', 'phone').equals(seal.index('x', 'citizen_number'))).toBe(false);
    expect(seal.index('x', 'phone').equals(seal.index('y', 'phone'))).toBe(false);
  });
});
