import type { ServiceName } from '#libs/contracts';
import type { OpenApiDocument, PathItem } from '../openapi/document.js';
import { ownedRoute, refusalsOf, routesOf, UnroutablePath } from './route-table.policy.js';

function documents(
  own: Partial<Record<ServiceName, Record<string, PathItem>>>,
): Record<ServiceName, OpenApiDocument> {
  const of = (service: ServiceName): OpenApiDocument => ({
    openapi: '3.1.0',
    info: {},
    paths: own[service] ?? {},
  });
  return {
    members: of('members'),
    activities: of('activities'),
    assessment: of('assessment'),
    notifications: of('notifications'),
  };
}

describe('the routing table', () => {
  it('has what is documented, where the document says', () => {
    const routes = routesOf(
      documents({
        assessment: { '/v1/runs/{id}/scores/{subjectId}': { get: { security: [{ bearer: [] }] } } },
        members: { '/v1/auth/login': { post: {} } },
      }),
    );
    expect(routes).toContainEqual({
      service: 'assessment',
      method: 'get',
      path: '/v1/runs/:id/scores/:subjectId',
      needsToken: true,
      takesFiles: false,
      sendsEvents: false,
    });
    expect(routes).toContainEqual(
      expect.objectContaining({ service: 'members', method: 'post', needsToken: false }),
    );
  });

  it('demands no token where one may be shown', () => {
    const paths = { '/v1/scans': { post: { security: [{}, { bearer: [] }] } } };
    const [route] = routesOf(documents({ members: paths }));
    expect(route?.needsToken).toBe(false);
  });

  it('knows which operations take files', () => {
    const [route] = routesOf(
      documents({
        members: {
          '/v1/roster-imports': {
            post: { requestBody: { content: { 'multipart/form-data': {} } } },
          },
        },
      }),
    );
    expect(route?.takesFiles).toBe(true);
  });

  it('knows which operations send events for as long as somebody watches', () => {
    const [route] = routesOf(
      documents({
        assessment: {
          '/v1/operations/{id}/events': {
            get: { responses: { 200: { content: { 'text/event-stream': {} } } } },
          },
        },
      }),
    );
    expect(route?.sendsEvents).toBe(true);
  });

  it('has the key set, once, documented or not', () => {
    const path = '/.well-known/jwks.json';
    for (const own of [{}, { members: { [path]: { get: {} } } }])
      expect(routesOf(documents(own)).filter((route) => route.path === path)).toHaveLength(1);
  });

  it.each(['/internal/v1/directory', '/INTERNAL/x', '/internal', '/health/live', '/metrics'])(
    'refuses a document that lists %s',
    (path) => {
      expect(() => routesOf(documents({ members: { [path]: { get: {} } } }))).toThrow(
        UnroutablePath,
      );
    },
  );

  it('has what several services share once, and goes by the id', () => {
    const paths = { '/v1/operations/{id}': { get: { security: [{ bearer: [] }] } } };
    const routes = routesOf(documents({ members: paths, assessment: paths }));
    const shared = routes.filter(({ path }) => path === '/v1/operations/:id');
    expect(shared).toHaveLength(1);
    const [route] = shared;
    if (!route) throw new Error('not routed');
    expect(ownedRoute(route, 'members-1').service).toBe('members');
    expect(ownedRoute(route, 'assessment-1').service).toBe('assessment');
    for (const id of ['undefined', 'activities-1', '', undefined])
      expect(() => ownedRoute(route, id)).toThrow('not valid');
  });

  it('knows the methods that a known address does not take', () => {
    const routes = routesOf(
      documents({ members: { '/v1/members/{personId}': { get: {}, patch: {} } } }),
    );
    expect(refusalsOf(routes)).toContainEqual({
      path: '/v1/members/:personId',
      allow: ['get', 'patch'],
      methods: ['post', 'put', 'delete'],
    });
  });
});
