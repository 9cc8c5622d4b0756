import request from 'supertest';
import { FakeMembers } from '#libs/testing';
import { GatewayHarness, NOBODY } from './gateway.harness.js';

describe('the gateway looks at the token', () => {
  let gateway: GatewayHarness;
  beforeAll(async () => {
    gateway = await GatewayHarness.start();
  });
  afterAll(() => gateway.stop());
  beforeEach(() => {
    gateway.reset();
  });

  const inbox = (authorization: string) =>
    request(gateway.url).get('/v1/inbox').set('authorization', authorization);

  it('lets one pass that verifies, each time', async () => {
    const bearer = await gateway.bearer();
    expect((await inbox(bearer)).status).toBe(200);
    expect((await inbox(bearer)).status).toBe(200);
    expect(gateway.notifications.received).toHaveLength(2);
  });

  it('asks for one where the document does', async () => {
    const answer = await request(gateway.url).get('/v1/inbox');
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.body).toMatchObject({ code: 'auth.token_missing' });
  });

  it('turns away junk, other schemes, expired and foreign tokens, and tells no service', async () => {
    const stranger = await FakeMembers.start();
    const twoHoursAgo = Math.floor(Date.now() / 1000) - 7200;
    const good = await gateway.bearer();
    const tampered = `${good.slice(0, -8)}AAAAAAAA`;
    const none = `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`;
    const refused = [
      'Bearer junk',
      'Bearer',
      'Basic YWRtaW46YWRtaW4=',
      tampered,
      none,
      `Bearer ${await gateway.members.accessToken('a', twoHoursAgo)}`,
      `Bearer ${await stranger.accessToken('a')}`,
    ];
    await stranger.stop();
    for (const authorization of refused) {
      const answer = await inbox(authorization);
      expect([authorization, answer.status]).toEqual([authorization, 401]);
      expect(answer.headers['content-type']).toMatch(/problem\+json/);
      expect(answer.body).toMatchObject({ code: 'auth.token_invalid' });
    }
    expect(gateway.notifications.received).toEqual([]);
  });

  it('asks for none where the document does not', async () => {
    // The stand-in for members does not know the path: its own 404 proves that the request got there.
    const answer = await request(gateway.url).post('/v1/auth/login').send({});
    expect([answer.status, answer.text]).toEqual([404, '{}']);
  });

  it('says that it cannot tell when the keys are away', async () => {
    const alone = await GatewayHarness.start({ MEMBERS_URL: NOBODY });
    const answer = await request(alone.url)
      .get('/v1/inbox')
      .set('authorization', await alone.bearer());
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({ code: 'server.unavailable' });
    await alone.stop();
  });
});
