import { randomUUID } from 'node:crypto';
import { jobsBySubscriber, type OutboxRow } from './event-jobs.js';

const row = (id: number, size: number, events = 1): OutboxRow => ({
  id: String(id),
  event_id: randomUUID(),
  type: 'members.directory.changed',
  payload: { v: 1 },
  events,
  trace_id: null,
  occurred_at: new Date('2026-11-24T00:00:00Z'),
  size,
  total: '0',
});

const lengths = (rows: readonly OutboxRow[]): number[] =>
  (jobsBySubscriber(rows).get('assessment.refresh-directory') ?? []).map((job) => job.length);

describe('the jobs of a batch', () => {
  it('are for each subscriber the same events, in order', () => {
    const rows = [row(1, 10), row(2, 10)];
    const jobs = jobsBySubscriber(rows);
    expect([...jobs.keys()].sort()).toEqual([
      'activities.refresh-directory',
      'assessment.refresh-directory',
      'notifications.refresh-directory',
    ]);
    for (const job of jobs.values())
      expect(job.flat().map(({ id }) => id)).toEqual(rows.map(({ event_id }) => event_id));
  });

  it('are few: a thousand events, or a megabyte', () => {
    expect(lengths(Array.from({ length: 2000 }, (_, id) => row(id, 100)))).toEqual([1000, 1000]);
    expect(lengths([row(1, 600_000), row(2, 300_000), row(3, 200_000)])).toEqual([2, 1]);
  });

  it('take what was told together as one, and never part of it', () => {
    const rows = [row(1, 10, 500), row(2, 10, 500), row(3, 10, 1), row(4, 10, 999), row(5, 10, 1)];
    expect(lengths(rows)).toEqual([2, 2, 1]);
  });

  it('hold one event at least, however large it is', () => {
    expect(lengths([row(1, 5_000_000), row(2, 5_000_000)])).toEqual([1, 1]);
  });
});
