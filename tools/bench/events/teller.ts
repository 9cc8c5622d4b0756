import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { EventPayload } from '#libs/contracts';
import { inTransaction } from '#libs/database';
import { Outbox, Queues, type Subscriber } from '#libs/messaging';
import { BARE_QUEUE, LANES, PER_TRANSACTION } from './load.js';
import { servePart } from './serve-part.js';

type Settled = EventPayload<'activities.attendance.settled'>;

class Deaf implements Subscriber<'activities.refresh-directory'> {
  readonly name = 'activities.refresh-directory';

  handle(): Promise<void> {
    return Promise.resolve();
  }
}

function settled(): Settled {
  return {
    v: 1,
    activityId: randomUUID(),
    organizationId: randomUUID(),
    types: ['branch_meeting'],
    heldOn: '2026-10-15',
    personId: randomUUID(),
    status: 'made_up',
    revision: 1,
  };
}

await servePart('activities', [Deaf], async (app, { mode, events }) => {
  const [dataSource, outbox, queues] = [app.get(DataSource), app.get(Outbox), app.get(Queues)];
  let left = events;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      const payloads = Array.from({ length: Math.min(PER_TRANSACTION, left) }, settled);
      left -= payloads.length;
      if (mode === 'product')
        await inTransaction(dataSource, (tx) =>
          outbox.publish(tx, 'activities.attendance.settled', ...payloads),
        );
      else await (await queues.queue(BARE_QUEUE)).add('events', payloads, { attempts: 1 });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
});
