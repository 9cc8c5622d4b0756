import { Job, type JobJson, type JobProgress, Queue } from 'bullmq';

/** Data of a job that is JSON already. */
export class ReadyJson {
  constructor(readonly text: string) {}

  /** BullMQ would write it once more, and is spared it. */
  toJSON(): null {
    return null;
  }
}

class ReadyJob<D, R, N extends string, P extends JobProgress> extends Job<D, R, N, P> {
  override asJSON(): JobJson {
    const json = super.asJSON();
    const data: unknown = this.data;
    return data instanceof ReadyJson ? { ...json, data: data.text } : json;
  }
}

/** A queue that takes `ReadyJson` as well: what the outbox has as text needs not be read and written on its way. */
export class EventQueue extends Queue {
  protected override get Job(): typeof Job {
    return ReadyJob;
  }
}
