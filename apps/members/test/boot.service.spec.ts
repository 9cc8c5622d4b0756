import request from 'supertest';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { ADMIN_PASSWORD, Caller, startMembers } from './members.harness.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('booting', () => {
  it('makes one signing key and one administrator, by however many copies at once', async () => {
    const copies = await Promise.all([startMembers({}, database), startMembers({}, database)]);
    try {
      const [one, two] = copies;
      const caller = await Caller.logIn(one.url, 'admin', ADMIN_PASSWORD);
      await new Caller(two.url, caller.token).get('/v1/me').expect(200);
      const sets = await Promise.all(
        copies.map(({ url }) => request(url).get('/.well-known/jwks.json').expect(200)),
      );
      expect((sets[0]?.body as { keys: object[] }).keys).toHaveLength(1);
      expect(sets[1]?.body).toEqual(sets[0]?.body);
      expect(JSON.stringify(sets[0]?.body)).not.toContain('"d"');
    } finally {
      await Promise.all(copies.map((copy) => copy.stop()));
    }
  });

  it('keeps what is there: no second administrator, no other password, no other key', async () => {
    const again = await startMembers({ ADMIN_PASSWORD: 'another-password' }, database);
    try {
      await request(again.url)
        .post('/v1/auth/login')
        .send({ username: 'admin', password: 'another-password' })
        .expect(401);
      await Caller.logIn(again.url, 'admin', ADMIN_PASSWORD);
    } finally {
      await again.stop();
    }
  });

  it('refuses to work with another key than the one that sealed the data', async () => {
    await expect(
      startMembers({ FIELD_KEY_SECRET: 'a secret that is not the one before' }, database),
    ).rejects.toThrow('sealed with another key');
  });

  it('goes without an administrator when no password is given', async () => {
    const fresh = await startMembers({ ADMIN_PASSWORD: '' });
    try {
      const admin = await fresh.database.admin('members');
      expect((await admin.query('select from accounts')).rowCount).toBe(0);
    } finally {
      await fresh.stop();
    }
  });
});
