import { services, type ServiceName } from '#libs/contracts';
import { choosePort } from '#libs/local-servers';
import type { Secrets } from './secrets.js';

type Environment = Record<string, string>;

export interface SuiteAddresses {
  readonly gateway: number;
  readonly services: Readonly<Record<ServiceName, number>>;
}

export async function chooseAddresses(gateway: number): Promise<SuiteAddresses> {
  const ports: [ServiceName, number][] = [];
  for (const [index, name] of services.entries())
    ports.push([name, await choosePort(gateway + 1 + index)]);
  return { gateway, services: Object.fromEntries(ports) as SuiteAddresses['services'] };
}

/** Of five processes on one machine each needs a port for metrics of its own: METRICS_PORT is the first, the gateway's. */
function metricsPort(place: number): Environment {
  const first = Number(process.env['METRICS_PORT'] ?? 0);
  return first === 0 ? {} : { METRICS_PORT: String(first + place) };
}

const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

/** The URL a service logs in with: its own role, on the administrator's server and database. */
export function serviceDatabaseUrl(
  adminUrl: string,
  service: ServiceName,
  password: string,
): string {
  const url = new URL(adminUrl);
  url.username = `wutai_${service}`;
  url.password = password;
  return url.href;
}

/** What the environment gives goes before what was made up here. In production nothing is made up: it is missing. */
function secretsFor(secrets: Secrets): Environment {
  const made: Environment =
    process.env['NODE_ENV'] === 'production'
      ? {}
      : {
          INTERNAL_SECRET: secrets.internal,
          CURSOR_SECRET: secrets.cursor,
          FIELD_KEY_SECRET: secrets.fieldKey,
          ADMIN_PASSWORD: secrets.adminPassword,
        };
  const given: Environment = {};
  for (const name of ['INTERNAL_SECRET', 'CURSOR_SECRET', 'FIELD_KEY_SECRET'])
    if (process.env[name]) given[name] = process.env[name];
  if (process.env['WUTAI_ADMIN_PASSWORD'])
    given['ADMIN_PASSWORD'] = process.env['WUTAI_ADMIN_PASSWORD'];
  return { ...made, ...given };
}

export function serviceEnvironment(
  service: ServiceName,
  options: {
    readonly addresses: SuiteAddresses;
    readonly secrets: Secrets;
    readonly adminUrl: string;
    readonly redisUrl: string;
  },
): Environment {
  const { addresses, secrets, adminUrl, redisUrl } = options;
  return {
    PORT: String(addresses.services[service]),
    MEMBERS_URL: urlOf(addresses.services.members),
    // What is printed on a desk is scanned on it too, unless the gateway is told to be reached otherwise.
    PUBLIC_URL: process.env['PUBLIC_URL'] || urlOf(addresses.gateway),
    DATABASE_URL: serviceDatabaseUrl(adminUrl, service, secrets.rolePasswords[service]),
    REDIS_URL: redisUrl,
    ...metricsPort(1 + services.indexOf(service)),
    ...secretsFor(secrets),
  };
}

/** On a desk one person is the administrator, the demo and the whole mine, from one address. */
const unhurried: Environment = Object.fromEntries(
  ['LOGIN', 'ANONYMOUS', 'READ', 'WRITE', 'UPLOAD'].map((kind) => [`LIMIT_${kind}`, '1000000']),
);

/** One of them, for who needs no other. */
const secretOf = (name: string, { [name]: value }: Environment): Environment =>
  value === undefined ? {} : { [name]: value };

export function gatewayEnvironment(
  addresses: SuiteAddresses,
  secrets: Secrets,
  redisUrl: string,
): Environment {
  const urls = services.map(
    (name) => [`${name.toUpperCase()}_URL`, urlOf(addresses.services[name])] as const,
  );
  return {
    ...unhurried,
    ...metricsPort(0),
    PORT: String(addresses.gateway),
    REDIS_URL: redisUrl,
    ...secretOf('CURSOR_SECRET', secretsFor(secrets)),
    ...Object.fromEntries(urls),
  };
}
