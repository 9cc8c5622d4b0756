import request from 'supertest';
import { errorRegistry, fieldCodes } from '#libs/contracts';
import { fixtureDocuments } from './documents.js';
import { GatewayHarness, NOBODY } from './gateway.harness.js';

const page = 'https://front.example';

describe('one origin', () => {
  let gateway: GatewayHarness;
  beforeAll(async () => {
    gateway = await GatewayHarness.start({ CORS_ORIGINS: `${page}, http://localhost:5173` });
  });
  afterAll(() => gateway.stop());

  describe('for browsers', () => {
    it('lets pages of the listed origins call, with what they need', async () => {
      const preflight = await request(gateway.url)
        .options('/v1/activities')
        .set('origin', page)
        .set('access-control-request-method', 'POST')
        .set(
          'access-control-request-headers',
          'authorization, idempotency-key, if-match, if-none-match',
        );
      expect(preflight.status).toBe(204);
      expect(preflight.headers['access-control-allow-origin']).toBe(page);
      expect(preflight.headers['access-control-allow-methods']).toContain('POST');
      for (const name of ['idempotency-key', 'if-match', 'if-none-match'])
        expect(preflight.headers['access-control-allow-headers']).toContain(name);
    });

    it('shows them the headers that the API speaks through, on proxied answers too', async () => {
      const answer = await request(gateway.url)
        .get('/v1/inbox')
        .set('origin', page)
        .set('authorization', await gateway.bearer());
      expect(answer.status).toBe(200);
      expect(answer.headers['access-control-allow-origin']).toBe(page);
      expect(answer.headers['vary']).toContain('Origin');
      for (const name of [
        'ETag',
        'Location',
        'Link',
        'Retry-After',
        'RateLimit',
        'Idempotency-Replayed',
      ])
        expect(answer.headers['access-control-expose-headers']).toContain(name);
    });

    it('lets them read problems', async () => {
      const answer = await request(gateway.url).get('/v1/inbox').set('origin', page);
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([401, page]);
    });

    it('lets no other page', async () => {
      const answer = await request(gateway.url)
        .get('/openapi.json')
        .set('origin', 'https://evil.example');
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    });
  });

  describe('documents itself', () => {
    it('in one document of all services', async () => {
      const answer = await request(gateway.url).get('/openapi.json');
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      const document = answer.body as { openapi: string; paths: Record<string, unknown> };
      expect(document.openapi).toBe('3.1.0');
      const paths = Object.values(fixtureDocuments).flatMap((one) => Object.keys(one.paths));
      expect(Object.keys(document.paths)).toEqual(paths.sort());
    });

    it('and says when it has not changed', async () => {
      const { headers } = await request(gateway.url).get('/openapi.json');
      const again = await request(gateway.url)
        .get('/openapi.json')
        .set('if-none-match', headers['etag'] ?? '');
      expect([again.status, again.text]).toEqual([304, '']);
    });

    it.each([
      ['en', 'Wutai · API reference'],
      ['zh-CN', '五台 · 接口文档'],
    ])('to people, in %s, with nothing from elsewhere', async (language, title) => {
      const answer = await request(gateway.url).get('/docs').set('accept-language', language);
      expect(answer.headers['content-type']).toMatch(/^text\/html/);
      expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'/);
      expect(answer.text).toContain(`<title>${title}</title>`);
      const links = [...answer.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(
        ([, link]) => link ?? '',
      );
      expect(links.length).toBeGreaterThan(3);
      for (const link of links) {
        expect(link).toMatch(/^\//);
        expect([link, (await request(gateway.url).get(link)).status]).toEqual([link, 200]);
      }
    });

    it('serves of Swagger UI what the page needs, and nothing else of the disk', async () => {
      const bundle = await request(gateway.url).get('/docs/assets/swagger-ui-bundle.js');
      expect(bundle.headers['content-type']).toMatch(/javascript/);
      expect(bundle.headers['cache-control']).toMatch(/max-age=86400/);
      for (const path of ['package.json', 'index.html', '..%2fpackage.json', '%2e%2e/package.json'])
        expect((await request(gateway.url).get(`/docs/assets/${path}`)).status).toBe(404);
    });

    it('has a place for every error code, in both languages', async () => {
      const { text } = await request(gateway.url).get('/docs/errors');
      for (const [code, { zh, en }] of Object.entries(errorRegistry)) {
        expect(text).toContain(`id="${code}"`);
        expect(text).toContain(zh);
        expect(text).toContain(en.replaceAll('"', '&quot;'));
      }
      for (const code of Object.keys(fieldCodes)) expect(text).toContain(`<code>${code}</code>`);
    });
  });

  describe('says how it is', () => {
    it('alive', async () => {
      expect((await request(gateway.url).get('/health/live')).body).toEqual({ status: 'live' });
    });

    it('which service is away', async () => {
      const partial = await GatewayHarness.start({ NOTIFICATIONS_URL: NOBODY });
      const answer = await request(partial.url).get('/health/ready');
      expect(answer.status).toBe(503);
      expect(answer.body).toMatchObject({
        status: 'unready',
        checks: { activities: 'ok', assessment: 'ok', notifications: 'away' },
      });
      await partial.stop();
    });
  });

  it('does not boot when two services claim one address', async () => {
    const { members, activities, assessment } = fixtureDocuments;
    const boot = GatewayHarness.start(
      {},
      { members, activities, assessment, notifications: { ...activities, tags: [] } },
    );
    await expect(boot).rejects.toThrow(/activities and notifications clash/);
  });

  it('does not boot without a document', async () => {
    const { members, activities, assessment } = fixtureDocuments;
    await expect(GatewayHarness.start({}, { members, activities, assessment })).rejects.toThrow(
      /notifications\/openapi\.json cannot be read/,
    );
  });
});
