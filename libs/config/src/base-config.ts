import { z } from 'zod';

const developmentSecret = 'development-only-not-a-secret-0123456789';

/** True for values that everybody knows: they work on a desk and refuse to boot in production. */
function isDefault(value: string): boolean {
  return (
    value === developmentSecret || value.startsWith('development-only') || value === 'change-me'
  );
}

const secret = z.string().min(32, 'needs at least 32 characters').default(developmentSecret);
const port = z.coerce.number().int().min(0).max(65535);

/** What every service reads. */
const shared = z.object({
  /** In `production` no secret may be one that everybody knows. */
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  /** The address on which the service listens; `0.0.0.0` for all. */
  HOST: z.string().default('127.0.0.1'),
  /** The least of what is logged. */
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Where the members service answers: keys, directory feed. */
  MEMBERS_URL: z.url().default('http://127.0.0.1:3001'),
  /** `iss` and `aud` of access tokens. */
  TOKEN_ISSUER: z.string().default('wutai'),
  /** A port of its own for `/metrics`, which nobody outside may reach; 0: no metrics. */
  METRICS_PORT: port.default(0),
  /** The collector of OpenTelemetry spans (OTLP over HTTP, `/v1/traces` is added); not set: no spans, nothing loaded. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** Where the process is to die or stand still, for the fault tests (see #libs/failpoints); never in production. */
  FAILPOINTS: z.string().default(''),
});

/** What every service behind the gateway reads. */
const service = shared.extend({
  /** The service's own role in PostgreSQL, with rights to its own schema only. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Where the queues lie: a Redis that evicts nothing and keeps an append-only file. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).default('redis://127.0.0.1:6379'),
  /** Keeps several suites apart on one Redis. */
  QUEUE_PREFIX: z.string().default('{wutai}'),
  /** How many days sent events are kept, to be sent again to a Redis that lost them. */
  OUTBOX_KEEP_DAYS: z.coerce.number().int().min(1).max(365).default(3),
  /** How many days the marks of events seen are kept; must be more than any service keeps sent events. */
  INBOX_KEEP_DAYS: z.coerce.number().int().min(2).max(3650).default(30),
  /** How many connections to PostgreSQL one copy of the service holds at most. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(10),
  /** Credential for the internal surface, between services. */
  INTERNAL_SECRET: secret,
  /** Seals list cursors, and the answers kept for idempotency keys. */
  CURSOR_SECRET: secret,
});

function refuseInProduction<T extends z.ZodObject>(schema: T): T {
  return schema.superRefine((values, context) => {
    if (values['NODE_ENV'] !== 'production') return;
    if (values['FAILPOINTS'] !== '')
      context.addIssue({
        code: 'custom',
        path: ['FAILPOINTS'],
        message: 'is for tests; production has none',
      });
    for (const [name, value] of Object.entries(values)) {
      if (typeof value === 'string' && /SECRET|KEY|PASSWORD/.test(name) && isDefault(value))
        context.addIssue({
          code: 'custom',
          path: [name],
          message: 'is missing or still the default; production needs a secret of its own',
        });
    }
  });
}

const ports = {
  /** The port on which the service listens. */
  PORT: port,
};
const sharedShape = shared.extend(ports);
const serviceShape = service.extend(ports);

export type SharedConfig = Readonly<z.infer<typeof sharedShape>>;
export type ServiceConfig = Readonly<z.infer<typeof serviceShape>>;

type With<Base extends z.ZodObject, Own extends z.core.$ZodLooseShape> = z.ZodObject<
  Base['shape'] & Own
>;

/** The schema of a service's environment: what all have, and `own`. */
export function serviceConfig<Own extends z.core.$ZodLooseShape>(
  own: Own,
  defaultPort: number,
): With<typeof serviceShape, Own> {
  const schema = serviceShape.extend({ ...own, PORT: port.default(defaultPort) });
  return refuseInProduction(schema);
}

/** The schema of the gateway's environment, which has neither database nor queue. */
export function gatewayConfig<Own extends z.core.$ZodLooseShape>(
  own: Own,
  defaultPort: number,
): With<typeof sharedShape, Own> {
  const schema = sharedShape.extend({ ...own, PORT: port.default(defaultPort) });
  return refuseInProduction(schema);
}

export { developmentSecret };
