import { DataSource } from 'typeorm';
import type { EventEnvelope, EventPayload } from '#libs/contracts';
import { afterCommit, inTransaction, type Transaction } from '#libs/database';
import { type Subscriber, Workers } from '#libs/messaging';
import { BARE_QUEUE } from './load.js';
import { servePart } from './serve-part.js';

type Settled = EventPayload<'activities.attendance.settled'>;
type Heard = EventEnvelope<'activities.activity.filed' | 'activities.attendance.settled'>;

/** Counts what has been heard, and calls when it is enough. */
class Count {
  private left = 0;
  private enough: () => void = () => undefined;

  until(events: number): Promise<void> {
    this.left = events;
    return new Promise((resolve) => {
      this.enough = resolve;
    });
  }

  add(events: number): void {
    this.left -= events;
    if (this.left === 0) this.enough();
  }
}

const count = new Count();

/** A small effect, as subscribers of the suite have: one statement a set. */
async function record(tx: Transaction, settled: readonly Settled[]): Promise<void> {
  await tx.query(
    `insert into bench_facts (person_id, activity_id, status, revision)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[])
     on conflict (person_id, activity_id) do nothing`,
    [
      settled.map(({ personId }) => personId),
      settled.map(({ activityId }) => activityId),
      settled.map(({ status }) => status),
      settled.map(({ revision }) => revision),
    ],
  );
  afterCommit(tx, () => {
    count.add(settled.length);
  });
}

class Hearing implements Subscriber<'assessment.record-activity-facts'> {
  readonly name = 'assessment.record-activity-facts';

  async handle(events: readonly Heard[], tx: Transaction): Promise<void> {
    await record(
      tx,
      events.map(({ payload }) => payload as Settled),
    );
  }
}

class Deaf implements Subscriber<'assessment.refresh-directory'> {
  readonly name = 'assessment.refresh-directory';

  handle(): Promise<void> {
    return Promise.resolve();
  }
}

let bare = false;
await servePart('assessment', [Hearing, Deaf], async (app, { mode, events }) => {
  if (mode === 'bare' && !bare) {
    bare = true;
    const dataSource = app.get(DataSource);
    app
      .get(Workers)
      .start(BARE_QUEUE, (settled) =>
        inTransaction(dataSource, (tx) => record(tx, settled as Settled[])),
      );
  }
  await count.until(events);
});
