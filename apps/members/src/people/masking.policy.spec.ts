import fc from 'fast-check';
import { maskAddress, maskCitizenNumber, maskPhone } from './masking.policy.js';

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

  it.each([
    ['山西省忻州市五台县某街道某小区12号', '山西省忻州市****'],
    ['内蒙古自治区鄂尔多斯市东胜区天骄街道某小区12号楼', '内蒙古自治区****'],
    ['五台', '****'],
  ])('masks %s as %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
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
