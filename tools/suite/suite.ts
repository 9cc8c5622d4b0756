import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { services } from '#libs/contracts';
import { isFree, type LocalServer, startPostgres, startRedis } from '#libs/local-servers';
import { buildIfStale } from './build.js';
import { Child } from './child.js';
import { loadMigrations } from './databases.js';
import {
  chooseAddresses,
  gatewayEnvironment,
  serviceDatabaseUrl,
  serviceEnvironment,
  type SuiteAddresses,
} from './environment.js';
import { paths, root } from './paths.js';
import { readOrMakeSecrets, type Secrets } from './secrets.js';

const READY_LIMIT_MS = 60_000;
/** How long is waited for others that will not start either. */
const FALLEN_LIMIT_MS = 5000;
const READY_STEP_MS = 100;

export interface SuiteOptions {
  readonly port: number;
  /** A line for the person who waits. */
  readonly say: (line: string) => void;
}

/** What a running suite says of itself in `running.json`. */
export interface Running {
  readonly url: string;
  readonly pid: number;
  readonly services: Readonly<Record<string, number | undefined>>;
}

const script = (app: string): string => resolve(root, `dist/apps/${app}/src/main.js`);

/** The whole suite on one machine: its servers, its migrations, and the five services as processes of their own. */
export class Suite {
  private readonly servers: LocalServer[] = [];
  private readonly children: Child[] = [];
  private stopping: Promise<void> | undefined;
  private startServices: () => void = () => undefined;
  private restarting = false;

  private constructor(
    readonly secrets: Secrets,
    readonly addresses: SuiteAddresses,
  ) {}

  static async start(options: SuiteOptions): Promise<Suite> {
    if (!(await isFree(options.port)))
      throw new Error(
        `Port ${options.port} is taken. Stop what is there, or choose another: PORT=8080 npm start`,
      );
    const suite = new Suite(await readOrMakeSecrets(), await chooseAddresses(options.port));
    try {
      await suite.boot(options.say);
      return suite;
    } catch (error) {
      await suite.stop();
      throw error;
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.addresses.gateway}`;
  }

  /** Resolves with a sentence when a service has ended that should run. */
  async died(): Promise<string> {
    for (;;) {
      const child = await Promise.race(this.children.map((one) => one.gone.then(() => one)));
      if (!this.restarting && this.children.includes(child))
        return `${child.name} ended (${await child.gone}); its last words:\n${await child.lastWords()}`;
      await new Promise((later) => setTimeout(later, READY_STEP_MS));
    }
  }

  /** Stops everything in order: services drain first, then the queues' Redis, then PostgreSQL. Safe to call again. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async boot(say: SuiteOptions['say']): Promise<void> {
    // All at once; and each awaited to its end, so that what did start is stopped when another fails.
    const [built, postgres, redis] = await Promise.allSettled([
      buildIfStale().then((outcome) => {
        say(outcome === 'built' ? 'services built' : 'services are up to date');
      }),
      this.migratedPostgresUrl(say),
      this.redisUrl(),
    ]);
    valueOf(built);
    const [adminUrl, redisUrl] = [valueOf(postgres), valueOf(redis)];
    const common = { addresses: this.addresses, secrets: this.secrets, adminUrl, redisUrl };
    this.startServices = () => {
      this.startChildren(common);
    };
    this.startServices();
    await this.untilReady();
    await this.announce();
  }

  /** For `npm run dev`: builds what changed and starts the services anew. A build that fails leaves the old ones. */
  async rebuild(say: SuiteOptions['say']): Promise<void> {
    if ((await buildIfStale()) === 'fresh') return;
    this.restarting = true;
    await Promise.all(this.children.splice(0).map((child) => child.stop()));
    this.startServices();
    this.restarting = false;
    await this.untilReady();
    await this.announce();
    say(`restarted at ${this.url}`);
  }

  /** Leaves word of the running suite, for `npm run month` and `npm run reset`. */
  private async announce(): Promise<void> {
    const pids = Object.fromEntries(this.children.map((child) => [child.name, child.pid]));
    await mkdir(dirname(paths.running), { recursive: true });
    const running: Running = { url: this.url, pid: process.pid, services: pids };
    await writeFile(paths.running, JSON.stringify(running));
  }

  private startChildren(common: Parameters<typeof serviceEnvironment>[1]): void {
    for (const name of services) {
      this.children.push(Child.start(name, script(name), serviceEnvironment(name, common)));
    }
    this.children.push(
      Child.start(
        'gateway',
        script('gateway'),
        gatewayEnvironment(this.addresses, common.secrets, common.redisUrl),
      ),
    );
  }

  private async migratedPostgresUrl(say: SuiteOptions['say']): Promise<string> {
    const [migrations, postgres] = await Promise.allSettled([loadMigrations(), this.postgresUrl()]);
    const adminUrl = valueOf(postgres);
    const passwords = this.secrets.rolePasswords;
    await valueOf(migrations)(adminUrl, (service) =>
      serviceDatabaseUrl(adminUrl, service, passwords[service]),
    );
    say('databases migrated');
    return adminUrl;
  }

  private async postgresUrl(): Promise<string> {
    if (process.env['DATABASE_URL']) return process.env['DATABASE_URL'];
    const server = await startPostgres({
      dataDirectory: paths.postgres,
      logFile: paths.log('postgres'),
    });
    this.servers.push(server);
    return server.url;
  }

  private async redisUrl(): Promise<string> {
    if (process.env['REDIS_URL']) return process.env['REDIS_URL'];
    const server = await startRedis({
      dataDirectory: paths.redis,
      cacheDirectory: paths.cache,
      logFile: paths.log('redis'),
      durable: true,
    });
    this.servers.push(server);
    return server.url;
  }

  /** Of all that fell: what one lacks others often lack too, and whoever mends it wants to know at once. */
  private async whyNotStarted(): Promise<Error> {
    const all = Promise.all(this.children.map((child) => child.gone));
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise((resolveLater) => {
      timer = setTimeout(resolveLater, FALLEN_LIMIT_MS);
    });
    await Promise.race([all, enough]);
    clearTimeout(timer);
    const fallen = this.children.filter((child) => !child.isRunning);
    const words = fallen.map(
      async (child) => `${child.name} did not start:\n${await child.lastWords()}`,
    );
    return new Error((await Promise.all(words)).join('\n'));
  }

  private async untilReady(): Promise<void> {
    const deadline = performance.now() + READY_LIMIT_MS;
    let last = 'no answer';
    while (performance.now() < deadline) {
      if (this.children.some((child) => !child.isRunning)) throw await this.whyNotStarted();
      try {
        const response = await fetch(`${this.url}/health/ready`, {
          signal: AbortSignal.timeout(3000),
        });
        if (response.ok) return;
        last = await response.text();
      } catch (error) {
        last = String(error);
      }
      await new Promise((resolveLater) => setTimeout(resolveLater, READY_STEP_MS));
    }
    throw new Error(`The services are not ready after ${READY_LIMIT_MS / 1000} s: ${last}`);
  }

  private async stopAll(): Promise<void> {
    await rm(paths.running, { force: true });
    await Promise.all(this.children.map((child) => child.stop()));
    for (const server of this.servers.reverse()) await server.stop();
  }
}

function valueOf<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
