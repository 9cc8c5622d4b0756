import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AccountAccessCache, type Principal } from '#libs/auth';
import { DomainError } from '#libs/contracts';
import { Drain, type Language } from '#libs/http';
import { isOver } from './operation.js';
import { eventIdOf, OperationStream } from './operation-stream.js';
import { OperationWatch } from './operation-watch.js';
import { OperationsService } from './operations.service.js';

const BEAT_MS = 10_000;
/** Then the watcher comes again, with a token that is still good. */
const LONGEST_MS = 600_000;
/** Each holds a connection of the gateway's, which others need too; who is not let in can still ask. */
const MOST_WATCHERS = 50;
const MOST_OF_ONE_ACCOUNT = 10;

const tooMany = (): DomainError =>
  new DomainError('operations.too_many_watchers', { extensions: { retryAfter: 5 } });

/** Lets people watch operations. A stream ends with the work, with the watcher, with the right to see, or with the service. */
@Injectable()
export class OperationEvents {
  private readonly watches = new Map<string, OperationWatch>();
  private readonly streams = new Map<OperationStream, string>();
  private stopped = false;

  constructor(
    private readonly operations: OperationsService,
    private readonly accounts: AccountAccessCache,
    drain: Drain,
  ) {
    drain.onBegin(() => {
      this.stopped = true;
      for (const stream of this.streams.keys()) stream.end();
    });
  }

  /**
   * @returns undefined when the watcher has been told all there is.
   * @throws operations.not_found, operations.too_many_watchers
   */
  async open(
    principal: Principal,
    id: string,
    language: Language,
    lastEventId: string | undefined,
  ): Promise<Readable | undefined> {
    const own = this.operations.own(id);
    const operation = await this.operations.find(principal, own);
    if (isOver(operation) && lastEventId === eventIdOf(operation)) return undefined;
    this.refuseTooMany(principal.accountId);
    const stream = new OperationStream(
      (state) => this.operations.toDto(state, language),
      lastEventId,
    );
    this.follow(stream, principal, own);
    stream.tell(operation);
    return stream.readable;
  }

  private refuseTooMany(accountId: string): void {
    const ofAccount = [...this.streams.values()].filter((account) => account === accountId);
    if (this.stopped || this.streams.size >= MOST_WATCHERS) throw tooMany();
    if (ofAccount.length >= MOST_OF_ONE_ACCOUNT) throw tooMany();
  }

  private follow(stream: OperationStream, principal: Principal, own: string): void {
    const watch = this.watches.get(own) ?? new OperationWatch(() => this.operations.state(own));
    this.watches.set(own, watch);
    this.streams.set(stream, principal.accountId);
    const tell = stream.tell.bind(stream);
    const beat = setInterval(() => void this.beat(stream, principal, own), BEAT_MS);
    const longest = setTimeout(() => {
      stream.end();
    }, LONGEST_MS);
    stream.readable.once('close', () => {
      clearInterval(beat);
      clearTimeout(longest);
      this.streams.delete(stream);
      watch.remove(tell);
      if (watch.isIdle) this.watches.delete(own);
    });
    watch.add(tell);
  }

  /** Whoever watches already is cut off, too, when the session ends or the role that permits it is taken away. */
  private async beat(stream: OperationStream, principal: Principal, own: string): Promise<void> {
    stream.beat();
    try {
      const access = await this.accounts.load(principal.accountId);
      if (!access || access.disabled || access.endedSessions.includes(principal.sessionId))
        stream.end();
      else {
        await this.operations.find(principal.holding(access.personId, access.roles), own);
      }
    } catch (error) {
      // Where the database is away nobody can tell, and nothing is told either.
      if (error instanceof DomainError) stream.end();
    }
  }
}
