import { loginName } from './login-name.policy.js';

describe('what is typed at log-in', () => {
  it.each([
    ['ZhangWei', undefined, 'zhangwei'],
    ['13812345678', '13812345678', '13812345678'],
    ['+86 138-1234-5678', '13812345678', '13812345678'],
    [' １３８１２３４５６７８', '13812345678', '13812345678'],
    ['13812345678@mine', undefined, '13812345678@mine'],
  ])('%s', (typed, phone, counted) => {
    expect(loginName(typed)).toMatchObject({ phone, counted });
  });
});
