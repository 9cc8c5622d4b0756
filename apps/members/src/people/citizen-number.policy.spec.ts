import fc from 'fast-check';
import { checkCharacter, readCitizenNumber } from './citizen-number.policy.js';

const specimen = '11010519491231002X';

describe('a citizen number (GB 11643)', () => {
  it('reads the specimen of the standard', () => {
    expect(readCitizenNumber(specimen)).toEqual({
      number: { text: specimen, bornOn: '1949-12-31', sex: '2' },
    });
  });

  it.each([
    ['a small x', '11010519491231002x'],
    ['spaces', ' 110105 19491231 002X '],
    ['full-width digits', '１１０１０５１９４９１２３１００２Ｘ'],
  ])('forgives %s', (_, written) => {
    expect(readCitizenNumber(written)).toMatchObject({ number: { text: specimen } });
  });

  it.each([
    ['form', '1101051949123100'],
    ['form', '110105491231002'],
    ['form', '01010519491231002X'],
    ['form', 'X1010519491231002X'],
    ['birth_date', '11010519490231002X'],
    ['birth_date', '110105000012310024'],
    ['check_character', '110105194912310021'],
  ])('finds fault with the %s of %s', (fault, written) => {
    expect(readCitizenNumber(written)).toEqual({ fault });
  });

  const numbers = fc
    .tuple(
      fc.integer({ min: 100_000, max: 999_999 }),
      fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
      fc.integer({ min: 0, max: 999 }),
    )
    .map(([place, born, order]) => {
      const digits = `${place}${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`;
      return { text: digits + checkCharacter(digits), order };
    });

  it('takes every number whose check character is right, with the sex its order says', () => {
    fc.assert(
      fc.property(numbers, ({ text, order }) => {
        expect(readCitizenNumber(text)).toMatchObject({
          number: { text, sex: order % 2 === 1 ? '1' : '2' },
        });
      }),
    );
  });

  it('takes none with one digit changed', () => {
    fc.assert(
      fc.property(numbers, fc.nat(16), fc.integer({ min: 1, max: 9 }), ({ text }, at, by) => {
        const changed = `${text.slice(0, at)}${(Number(text[at]) + by) % 10}${text.slice(at + 1)}`;
        expect(readCitizenNumber(changed)).toHaveProperty('fault');
      }),
    );
  });
});
