import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Health } from '#libs/observability';
import { databaseFault } from './database-fault.js';
import { query } from './statement.js';

const AGAIN_MS = 1000;

interface Step {
  readonly name: string;
  take(): Promise<void>;
}

export class MigrationsMissing extends Error {
  constructor(names: readonly string[]) {
    super(`the schema lacks migrations: ${names.join(', ')}`);
  }
}

/**
 * Opens the database, whenever it comes: a service boots without it, says so in `/health/ready`, answers 503, and
 * takes the same steps again every second until they are done: connect, look whether the migrations are there, then
 * what rooms have to do before the first request.
 */
@Injectable()
export class DatabaseConnection implements OnApplicationShutdown {
  private readonly logger = new Logger('Database');
  private readonly steps: Step[] = [
    { name: 'connection', take: () => this.connect() },
    { name: 'migrations', take: () => this.findMigrations() },
  ];
  private readonly arrived: () => void;
  private trouble: unknown = new Error('is not yet connected');
  private timer: NodeJS.Timeout | undefined;
  private advancing: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    readonly dataSource: DataSource,
    private readonly health: Health,
  ) {
    this.arrived = health.await('database');
    health.add({ name: 'database', check: () => this.check() });
  }

  /** Waits for the first attempt alone: where the database is there, the service boots with it. */
  static async open(dataSource: DataSource, health: Health): Promise<DatabaseConnection> {
    const connection = new DatabaseConnection(dataSource, health);
    await connection.advance();
    return connection;
  }

  /**
   * Has this done before the first request is answered: now, where the database is there, else as soon as it is.
   *
   * @throws what is no fault of the database: the service is not to boot with it.
   */
  async atFirst(name: string, take: () => Promise<void>): Promise<void> {
    this.steps.push({ name, take });
    await this.advance();
  }

  /** Calls `listener` once all that comes first is done. */
  whenOpen(listener: () => void): void {
    void this.health.whenOpen().then(() => {
      if (!this.stopped) listener();
    });
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private advance(): Promise<void> {
    this.advancing = this.advancing.catch(() => undefined).then(() => this.takeSteps());
    return this.advancing;
  }

  private async takeSteps(): Promise<void> {
    clearTimeout(this.timer);
    for (let [step] = this.steps; step && !this.stopped; [step] = this.steps) {
      try {
        await step.take();
        this.steps.shift();
      } catch (error) {
        this.tell(step, error);
        if (!mayCome(error)) throw error;
        this.later();
        return;
      }
    }
    this.arrived();
  }

  private tell(step: Step, error: unknown): void {
    if (String(error) !== String(this.trouble))
      this.logger.warn({ err: error }, `${step.name}: not yet done`);
    this.trouble = error;
  }

  private later(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      // At boot an error that will not pass ends the process; here it is told, and waits for who reads it.
      this.advance().catch(() => {
        this.later();
      });
    }, AGAIN_MS);
    this.timer.unref();
  }

  private async check(): Promise<void> {
    if (this.steps.length > 0) throw this.trouble;
    await this.dataSource.query('select 1');
  }

  private async connect(): Promise<void> {
    if (!this.dataSource.isInitialized) await this.dataSource.initialize();
  }

  /** A schema that is ahead is well: the next version has migrated already. */
  private async findMigrations(): Promise<void> {
    const needed = this.dataSource.migrations.map((one) => one.name ?? one.constructor.name);
    if (needed.length === 0) return;
    const missing = await this.missing(needed);
    if (missing.length > 0) throw new MigrationsMissing(missing);
  }

  private async missing(needed: readonly string[]): Promise<readonly string[]> {
    const { schema } = this.dataSource.options as { schema?: string };
    const [table] = await query<{ there: boolean }>(
      this.dataSource,
      `select coalesce(has_table_privilege(to_regclass($1), 'select'), false) as there`,
      [`${schema ?? 'public'}.migrations`],
    );
    if (!table?.there) return needed;
    const rows = await query<{ name: string }>(this.dataSource, 'select name from migrations');
    const present = new Set(rows.map((row) => row.name));
    return needed.filter((name) => !present.has(name));
  }
}

/** The role and the database are made by the migration job, so they too may come later. */
const notYetMade = /^(28P01|28000|3D000)$/;

function mayCome(error: unknown): boolean {
  if (error instanceof MigrationsMissing || databaseFault(error) !== undefined) return true;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && notYetMade.test(code);
}
