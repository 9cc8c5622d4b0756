import { developmentSecret } from '#libs/config';
import { readMembersConfig } from './config.js';

const own = (name: string) => `${name}: a secret of this very test`;
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://wutai_members:x@localhost/wutai',
  INTERNAL_SECRET: own('INTERNAL_SECRET'),
  CURSOR_SECRET: own('CURSOR_SECRET'),
  FIELD_KEY_SECRET: own('FIELD_KEY_SECRET'),
};

describe('the environment of the members service', () => {
  it('is enough for production with secrets of its own', () => {
    expect(readMembersConfig(production).FIELD_KEY_SECRET).toBe(production.FIELD_KEY_SECRET);
  });

  it.each(['INTERNAL_SECRET', 'CURSOR_SECRET', 'FIELD_KEY_SECRET'])(
    'refuses production without %s, and says so',
    (name) => {
      expect(() => readMembersConfig({ ...production, [name]: undefined })).toThrow(name);
      expect(() => readMembersConfig({ ...production, [name]: developmentSecret })).toThrow(name);
    },
  );

  it('takes an address for printed codes, without its last slash', () => {
    const { PUBLIC_URL } = readMembersConfig({ ...production, PUBLIC_URL: 'https://dj.example/' });
    expect(PUBLIC_URL).toBe('https://dj.example');
    expect(readMembersConfig(production).PUBLIC_URL).toBe('http://127.0.0.1:3000');
    for (const wrong of ['dj.example', 'ftp://dj.example', 'https://dj.example/?a=b'])
      expect(() => readMembersConfig({ ...production, PUBLIC_URL: wrong })).toThrow('PUBLIC_URL');
  });

  it('refuses a first password that is short', () => {
    expect(() => readMembersConfig({ ...production, ADMIN_PASSWORD: 'short' })).toThrow(
      'ADMIN_PASSWORD',
    );
  });
});
