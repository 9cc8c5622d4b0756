import { DomainError } from '#libs/contracts';
import { requireAwaited, type SentFile } from './sent-file.js';

/** Somebody who sends slowly keeps out nobody else. */
const MOST_OF_ONE = 2;
const RETRY_AFTER_SECONDS = 2;

/** How many files are there at a time, of all and of one account: each is held whole, in memory. */
export class UploadPlaces {
  private readonly held = new Map<string, number>();
  private taken = 0;

  constructor(private readonly most: number) {}

  /**
   * Reads the file when there is a place for it, which is kept until it has been used.
   *
   * @throws request.rate_limited when the account has its share already, server.overloaded when all places are taken
   */
  async hold<T>(accountId: string, sent: SentFile, use: (file: Buffer) => Promise<T>): Promise<T> {
    const own = this.held.get(accountId) ?? 0;
    if (own >= MOST_OF_ONE) throw comeAgain('request.rate_limited');
    if (this.taken >= this.most) throw comeAgain('server.overloaded');
    this.held.set(accountId, own + 1);
    this.taken += 1;
    try {
      // Of a connection that is closed already no end would ever be read, and the place never come back.
      requireAwaited(sent);
      return await use(await sent.read());
    } finally {
      this.leave(accountId);
    }
  }

  private leave(accountId: string): void {
    this.taken -= 1;
    const others = (this.held.get(accountId) ?? 0) - 1;
    if (others > 0) this.held.set(accountId, others);
    else this.held.delete(accountId);
  }
}

const comeAgain = (code: 'request.rate_limited' | 'server.overloaded'): DomainError =>
  new DomainError(code, { extensions: { retryAfter: RETRY_AFTER_SECONDS } });
