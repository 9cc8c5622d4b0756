import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountAccessCache } from '#libs/auth';
import type { DirectoryPage } from '#libs/contracts';
import { inTransaction, query } from '#libs/database';
import { Health, runWithoutTrace } from '#libs/observability';
import { applyEntries } from './apply-entries.js';
import { DirectoryClient, type DirectoryStream } from './directory-client.js';

/** The bell is the rule; this is for the bell that was not heard. */
const POLL_MS = 3000;
const CATCH_UP_MS = 1000;

interface State {
  cursor: string;
  horizon: string;
}

const tables = [
  'organizations',
  'people',
  'memberships',
  'exemptions',
  'accounts',
  'grants',
  'ended_sessions',
].map((name) => `directory_${name}`);

/** What the service pulls, that on which access rests first, whatever becomes of the rest. */
export const DIRECTORY_STREAMS = Symbol('DIRECTORY_STREAMS');

/** Where `directory_state` keeps how far each stream was pulled. */
const cursors: Readonly<Record<DirectoryStream, string>> = {
  directory: 'cursor',
  ended_sessions: 'ended_sessions_cursor',
  exemptions: 'exemptions_cursor',
};

/**
 * Keeps the service's own copy of the directory, pulled page by page in commit order. A page and the cursor behind it
 * commit together, so the copy can be interrupted, repeated, and rebuilt from nothing.
 */
@Injectable()
export class DirectoryProjector implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Directory');
  private timer: NodeJS.Timeout | undefined;
  private pulling: Promise<void> | undefined;
  private knownHorizon = 0n;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly client: DirectoryClient,
    private readonly accounts: AccountAccessCache,
    @Inject(DIRECTORY_STREAMS) private readonly streams: readonly DirectoryStream[],
    health: Health,
  ) {
    health.add({
      name: 'directory',
      check: async () => {
        if ((await this.state('directory')).cursor === '') await this.pull();
      },
    });
  }

  onApplicationBootstrap(): void {
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.pulling?.catch(() => undefined);
  }

  /** Pulls soon, without waiting for it. */
  wake(): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.pull()
      .catch((error: unknown) => {
        this.logger.warn(`the directory feed is away: ${String(error)}`);
      })
      .finally(() => {
        if (this.stopped) return;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
          // What it finds then is not for the sake of whoever rang now.
          runWithoutTrace(() => {
            this.wake();
          });
        }, POLL_MS);
      });
  }

  /** Brings the copy up to what the feed has now. */
  async pull(): Promise<void> {
    // A pull under way may have read its last page before the change the caller has in mind: wait, then pull again.
    await this.pulling?.catch(() => undefined);
    this.pulling ??= this.pullAll().finally(() => {
      this.pulling = undefined;
    });
    await this.pulling;
  }

  /**
   * Pulls unless everything below this position is known; gives up waiting after a second.
   *
   * @returns whether it is known now.
   */
  async catchUp(position: string): Promise<boolean> {
    if (BigInt(position) < this.knownHorizon) return true;
    const { horizon } = await this.state('directory');
    this.knownHorizon = BigInt(horizon);
    if (BigInt(position) < this.knownHorizon) return true;
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CATCH_UP_MS);
    });
    await Promise.race([this.pull().catch(() => undefined), enough]);
    clearTimeout(timer);
    return BigInt(position) < this.knownHorizon;
  }

  /** Forgets the copy and pulls it again from nothing. */
  async rebuild(): Promise<void> {
    await inTransaction(this.dataSource, async (tx) => {
      await tx.query('select from directory_state for update');
      for (const table of tables) await tx.query(`delete from ${table}`);
      const none = Object.values(cursors).map((cursor) => `${cursor} = ''`);
      await tx.query(`update directory_state set ${none.join(', ')}, horizon = 0`);
    });
    await this.pull();
  }

  private async state(stream: DirectoryStream): Promise<State> {
    const [state] = await query<State>(
      this.dataSource,
      `select ${cursors[stream]} as cursor, horizon::text from directory_state`,
    );
    if (!state) throw new Error('directory_state has no row');
    return state;
  }

  private async pullAll(): Promise<void> {
    for (const stream of this.streams) await this.pullStream(stream);
  }

  private async pullStream(stream: DirectoryStream): Promise<void> {
    for (let more = true; more && !this.stopped;) {
      const { cursor } = await this.state(stream);
      const page = await this.client.page(stream, cursor);
      const applied = await this.apply(stream, cursor, page);
      more = page.more || !applied;
    }
  }

  /** @returns false where another copy of this service was quicker, with this page or with less than is in it. */
  private async apply(
    stream: DirectoryStream,
    after: string,
    page: DirectoryPage,
  ): Promise<boolean> {
    // Only the directory's horizon is waited for: it is what access tokens say.
    const horizon = stream === 'directory' && !page.more ? page.horizon : '0';
    const applied = await inTransaction(this.dataSource, async (tx) => {
      const [state] = await query<Pick<State, 'cursor'>>(
        tx,
        `select ${cursors[stream]} as cursor from directory_state for update`,
      );
      if (state?.cursor !== after) return false;
      await applyEntries(tx, page.entries);
      await tx.query(
        // Lower than it was behind a restore, whose server counts anew.
        `update directory_state set ${cursors[stream]} = $1, horizon = coalesce(nullif($2::numeric, 0), horizon)`,
        [page.cursor, horizon],
      );
      return true;
    });
    if (stream === 'directory') {
      if (applied && !page.more) this.knownHorizon = BigInt(page.horizon);
      if (page.entries.length > 0) this.accounts.clear();
    }
    for (const entry of page.entries)
      if (entry.kind === 'ended_session') this.accounts.forget(entry.accountId);
    return applied;
  }
}
