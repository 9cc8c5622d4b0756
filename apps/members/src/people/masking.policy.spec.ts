import fc from 'fast-check';
import { maskCitizenNumber, maskPhone } from './masking.policy.js';

describe('masking', () => {
  it('shows the place and the end of a citizen number', () => {
    expect(maskCitizenNumber('11010519491231002X')).toBe('1101**********002X');
  });

  it.each([
    ['13812345678', '138****5678'],
    ['075512345', '*******45'],
    ['12', '12'],
  ])('masks %s as %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  it('never shows more than seven characters of a phone number that anybody has', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{5,20}$/), (phone) => {
        const masked = maskPhone(phone);
        expect(masked.replaceAll('*', '').length).toBeLessThanOrEqual(7);
        expect(masked).toContain('*');
      }),
    );
  });
});
