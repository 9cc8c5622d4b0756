import { isCommonPassword } from './common-passwords.js';
import { passwordWeakness } from './password.policy.js';

const codeOf = (...of: Parameters<typeof passwordWeakness>) => passwordWeakness(...of)?.code;

describe('a password', () => {
  it.each([
    ['aK7 mp3xvq', undefined],
    ['小红帽去看外婆了路上', undefined],
    ['only letters here', undefined],
    ['short', 'minLength'],
    ['123456789', 'minLength'],
    ['x'.repeat(9), 'minLength'],
    [`${'long enough '.repeat(17)}`, 'maxLength'],
    ['Password123', 'common_password'],
    // The same characters in another width are the same password.
    ['ｐａｓｓｗｏｒｄ１２３', 'common_password'],
  ])('%s: %s', (password, code) => {
    expect(codeOf(password)).toBe(code);
  });

  it.each([
    [
      'woaini1314',
      'a123456789',
      'qwertyuiop',
      '1234567890',
      '0987654321',
      '1111111111',
      'woaini5201314',
    ],
    [
      '123456789a',
      'qq123456789',
      'abc1234567890',
      '1q2w3e4r5t',
      '1212121212',
      'abcdefghij',
      'zxcvbnm123',
    ],
    ['p@ssw0rd123', 'admin@2024', 'admin123456', 'letmein123', 'iloveyou520', 'dangyuan123'],
    [
      'passwordpassword',
      'asdfghjkl;',
      '5201314520',
      'poiuytrewq',
      'qwe1234567',
      'wang123456',
      '1234567891',
    ],
  ])('is one of those that are tried first: %s, %s, %s …', (...passwords) => {
    expect(passwords.filter((password) => !isCommonPassword(password))).toEqual([]);
  });

  it.each([
    ...['k7mp-3xva-9qdt-w2hb', 'password-of-the-test', 'admin-of-the-test', 'right-password'],
    ...['wutai coal 1986', 'a-password-for-journeys', 'Yk3xPq0aZt_w', '第一采煤队夜班真冷啊'],
  ])('is not: %s', (password) => {
    expect(isCommonPassword(password)).toBe(false);
  });

  it('does not contain what others know of its owner', () => {
    const owner = { username: 'ZhangWei', employeeNumber: 'T10023', phone: '19900000012' };
    expect(codeOf('the zhangwei way', owner)).toBe('has_username');
    expect(codeOf('number t10023 it is', owner)).toBe('has_employee_number');
    expect(codeOf('call 19900000012 now', owner)).toBe('has_phone');
    expect(codeOf('something else entirely', owner)).toBeUndefined();
    expect(passwordWeakness('the zhangwei way', owner)?.message).toEqual({
      zh: '不能包含用户名',
      en: 'may not contain the user name',
    });
  });

  it('may contain by chance what is only a few characters long', () => {
    const owner = { username: 'li', employeeNumber: '7', phone: null };
    expect(codeOf('the lion has 7 lives', owner)).toBeUndefined();
  });
});
