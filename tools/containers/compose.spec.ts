import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { readConfig } from '#libs/config';
import { migrateConfig } from '#libs/database';
import { activitiesConfig } from '../../apps/activities/src/config.js';
import { assessmentConfig } from '../../apps/assessment/src/config.js';
import { gatewayConfig } from '../../apps/gateway/src/config.js';
import { membersConfig } from '../../apps/members/src/config.js';
import { notificationsConfig } from '../../apps/notifications/src/config.js';
import { demoConfig } from '../start/demo-config.js';

interface Service {
  readonly image: string;
  readonly build?: { readonly args?: { readonly APP: string } };
  readonly command?: string | readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly secrets?: readonly string[];
  readonly restart: string;
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly deploy: { readonly resources: { readonly limits: Readonly<Record<string, string>> } };
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const root = resolve(import.meta.dirname, '../..');
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), {
  merge: true,
}) as ComposeFile;
const services = Object.entries(compose.services);
const apps = readdirSync(join(root, 'apps'));

const schemas: Readonly<Record<string, z.ZodObject>> = {
  activities: activitiesConfig,
  assessment: assessmentConfig,
  gateway: gatewayConfig,
  members: membersConfig,
  notifications: notificationsConfig,
  migrate: migrateConfig,
  demo: demoConfig,
};
const ours = services.filter(([name]) => name in schemas);

function service(name: string): Service {
  const found = compose.services[name];
  if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
}

/** What the Dockerfile sets for every service, before compose does. */
const fromImage: Readonly<Record<string, string>> = { NODE_ENV: 'production', HOST: '0.0.0.0' };

describe('docker-compose.yml', () => {
  let secrets: string;

  beforeAll(() => {
    secrets = mkdtempSync(join(tmpdir(), 'wutai-secrets-'));
    execFileSync('sh', [join(root, 'docker/make-secrets.sh'), secrets]);
  });
  afterAll(() => {
    rmSync(secrets, { recursive: true });
  });

  /** The environment a container gets when nobody sets anything: defaults of `${NAME:-default}`, files as made here. */
  function environmentOf(name: string): Record<string, string> {
    const given = Object.entries(service(name).environment ?? {}).map(([key, value]) => [
      key,
      String(value)
        .replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')
        .replace('/run/secrets', secrets),
    ]);
    return { ...fromImage, ...(Object.fromEntries(given) as Record<string, string>) };
  }

  it('has a service for every app, built for it', () => {
    for (const app of apps) expect(service(app).build?.args).toEqual({ APP: app });
  });

  it.each(ours)('gives %s only settings it knows', (name, { environment = {} }) => {
    const known = Object.keys(schemas[name]?.shape ?? {});
    const given = Object.keys(environment).map((key) => key.replace(/_FILE$/, ''));
    expect(given.filter((key) => !known.includes(key))).toEqual([]);
  });

  it.each(apps)('gives %s all it needs to boot in production', (app) => {
    const schema = schemas[app];
    expect(schema).toBeDefined();
    if (schema) expect(() => readConfig(schema, environmentOf(app))).not.toThrow();
  });

  it('gives the demo and the migrations all they need', () => {
    expect(() => readConfig(demoConfig, environmentOf('demo'))).not.toThrow();
    // The command sets the one that differs from service to service.
    const DATABASE_URL_FILE = join(secrets, 'database_url_members');
    expect(() =>
      readConfig(migrateConfig, { ...environmentOf('migrate'), DATABASE_URL_FILE }),
    ).not.toThrow();
  });

  it('migrates every app that has migrations, each as its own role', () => {
    const { command, secrets: mounted } = service('migrate');
    for (const app of apps.filter((name) => name !== 'gateway')) {
      expect(String(command)).toMatch(new RegExp(`for app in [^;]*\\b${app}\\b`));
      expect(mounted).toContain(`database_url_${app}`);
      const url = new URL(readFileSync(join(secrets, `database_url_${app}`), 'utf8').trim());
      expect(url.username).toBe(`wutai_${app}`);
    }
  });

  it.each(services)('mounts into %s the secrets it is told of, and no other', (name, found) => {
    const told = Object.values(found.environment ?? {}).flatMap((value) =>
      String(value).startsWith('/run/secrets/') ? [String(value).slice(13)] : [],
    );
    const perApp = (found.secrets ?? []).filter(
      (secret) => name === 'migrate' && secret.startsWith('database_url_'),
    );
    expect([...told, ...perApp].sort()).toEqual([...(found.secrets ?? [])].sort());
  });

  it('reads every secret from a file that the script makes, and holds none itself', () => {
    const made = readdirSync(secrets).sort();
    expect(Object.keys(compose.secrets).sort()).toEqual(made);
    for (const [name, { file }] of Object.entries(compose.secrets))
      expect(file).toBe(`docker/secrets/${name}`);
    for (const [, { environment = {} }] of services)
      for (const name of Object.keys(environment))
        if (/SECRET|PASSWORD|DATABASE/.test(name) && !name.startsWith('POSTGRES_DB'))
          expect(name).toMatch(/_FILE$/);
  });

  it.each(services)('pins, limits and orders %s', (_name, found) => {
    if (!found.build) expect(found.image).toMatch(/^[a-z]+:\d+(\.\d+)*-bookworm$/);
    expect(Object.keys(found.deploy.resources.limits).sort()).toEqual(['cpus', 'memory']);
    expect(found.restart).toBe(['migrate', 'demo'].includes(_name) ? 'no' : 'unless-stopped');
    for (const { condition } of Object.values(found.depends_on ?? {}))
      expect(condition).toMatch(/^service_(healthy|completed_successfully)$/);
  });

  it('publishes the gateway alone, so that every other service can have copies', () => {
    const published = services.filter(([, { ports }]) => ports).map(([name]) => name);
    expect(published).toEqual(['gateway']);
  });
});

describe('docker/make-secrets.sh', () => {
  const make = (directory: string): string =>
    execFileSync('sh', [join(root, 'docker/make-secrets.sh'), directory], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], WUTAI_ADMIN_PASSWORD: 'of-my-own-choice' },
    });

  it('lets nobody into the directory, any user of a container into a file, and keeps what is there', () => {
    const directory = mkdtempSync(join(tmpdir(), 'wutai-secrets-'));
    try {
      writeFileSync(join(directory, 'internal_secret'), 'mine\n');
      make(directory);
      expect(statSync(directory).mode & 0o777).toBe(0o700);
      expect(statSync(join(directory, 'cursor_secret')).mode & 0o777).toBe(0o444);
      expect(readFileSync(join(directory, 'internal_secret'), 'utf8')).toBe('mine\n');
      expect(readFileSync(join(directory, 'admin_password'), 'utf8')).toBe('of-my-own-choice\n');
      expect(make(directory)).toBe('');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
