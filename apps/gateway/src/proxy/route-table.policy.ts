import { DomainError, type ServiceName } from '#libs/contracts';
import {
  type Method,
  methods,
  type OpenApiDocument,
  type Operation,
  operationsOf,
} from '../openapi/document.js';

/** One documented operation, and what the gateway must know to pass it on. */
export interface Route {
  readonly service: ServiceName;
  readonly method: Method;
  /** As Fastify's router writes it: `/v1/runs/:id`. */
  readonly path: string;
  /** The document demands a bearer. */
  readonly needsToken: boolean;
  /** It takes files: more bytes, more time. */
  readonly takesFiles: boolean;
  /** Several services have it: whose it is stands in front of the id. */
  readonly sharedBy?: readonly ServiceName[];
  /** It answers with events for as long as somebody watches. */
  readonly sendsEvents: boolean;
}

/** An address that is known, with the methods it does not take. */
export interface Refusal {
  readonly path: string;
  readonly allow: readonly Method[];
  readonly methods: readonly Method[];
}

export class UnroutablePath extends Error {}

/** The key set is for every verifier, whether or not the service documents it. */
const keySet: Route = {
  service: 'members',
  method: 'get',
  path: '/.well-known/jwks.json',
  needsToken: false,
  takesFiles: false,
  sendsEvents: false,
};

/** For services among themselves: a document that lists such a path is wrong, and must not open it. */
const forbidden = /^\/(internal|metrics|health)(\/|$)/i;

/** A requirement of nothing beside the bearer says that there may be one: then the service looks at it, or at none. */
const needsToken = ({ security = [] }: Operation): boolean =>
  security.length > 0 && security.every((one) => Object.keys(one).length > 0);

const toFastify = (path: string): string => path.replace(/\{([^}]+)\}/g, ':$1');

/** What is documented is routed, and nothing else. */
export function routesOf(documents: Readonly<Record<ServiceName, OpenApiDocument>>): Route[] {
  const routes: Route[] = [];
  for (const [service, document] of Object.entries(documents) as [ServiceName, OpenApiDocument][]) {
    for (const { path, method, operation } of operationsOf(document)) {
      if (forbidden.test(path))
        throw new UnroutablePath(
          `the document of ${service} lists ${path}, which is not for clients`,
        );
      const known = routes.findIndex(
        (route) => route.path === toFastify(path) && route.method === method,
      );
      const other = routes[known];
      if (other) {
        routes[known] = { ...other, sharedBy: [...(other.sharedBy ?? [other.service]), service] };
        continue;
      }
      routes.push({
        service,
        method,
        path: toFastify(path),
        needsToken: needsToken(operation),
        takesFiles: 'multipart/form-data' in (operation.requestBody?.content ?? {}),
        sendsEvents: Object.values(operation.responses ?? {}).some(
          ({ content }) => 'text/event-stream' in (content ?? {}),
        ),
      });
    }
  }
  if (!routes.some(({ path }) => path === keySet.path)) routes.push(keySet);
  return routes;
}

/**
 * The route to the service that the id names, where several have the operation.
 *
 * @throws request.invalid for an id that names none of them.
 */
export function ownedRoute(route: Route, id: unknown): Route {
  if (!route.sharedBy) return route;
  const service = route.sharedBy.find((name) => String(id).startsWith(`${name}-`));
  if (service) return { ...route, service };
  throw new DomainError('request.invalid', {
    errors: [
      {
        pointer: '{id}',
        code: 'operation_id',
        message: { zh: '不是有效的任务编号', en: 'must be the id of an operation' },
      },
    ],
  });
}

export function refusalsOf(routes: readonly Route[]): Refusal[] {
  const byPath = new Map<string, Method[]>();
  for (const { path, method } of routes) byPath.set(path, [...(byPath.get(path) ?? []), method]);
  return [...byPath].map(([path, allow]) => ({
    path,
    allow,
    methods: methods.filter((method) => !allow.includes(method)),
  }));
}
