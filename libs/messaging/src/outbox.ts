import { Injectable } from '@nestjs/common';
import { type EventPayload, type EventType, parsePayload } from '#libs/contracts';
import { afterCommit, type Transaction } from '#libs/database';
import { runWithoutTrace, traceOfEvent } from '#libs/observability';
import { setsOf } from './sets.js';

/**
 * Where a service says what happened. Events are written in the transaction that made them true, so that they are told
 * if and only if they are so; the relay sends them on.
 */
@Injectable()
export class Outbox {
  private listener: () => void = () => undefined;

  /** What is told by one call costs little more than one event: say several at once where there are several. */
  async publish<T extends EventType>(
    tx: Transaction,
    type: T,
    ...payloads: readonly EventPayload<T>[]
  ): Promise<void> {
    if (payloads.length === 0) return;
    const parsed = payloads.map((payload) => parsePayload(type, payload));
    for (const { payload, events } of setsOf(parsed))
      await tx.query(
        'insert into outbox (type, payload, events, trace_id) values ($1, $2, $3, $4)',
        [type, payload, events, traceOfEvent()],
      );
    this.announce(tx);
  }

  /** For events that a statement wrote into the outbox itself: wakes the relay after the commit. */
  announce(tx: Transaction): void {
    // The relay goes on for everybody: it is not part of the trace that woke it.
    afterCommit(tx, () => {
      runWithoutTrace(this.listener);
    });
  }

  /** The relay listens here; a missed call costs a second, not an event. */
  onPublished(listener: () => void): void {
    this.listener = listener;
  }
}
