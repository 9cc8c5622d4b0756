import { randomUUID } from 'node:crypto';
import { type EventSet, parseSet } from '#libs/contracts';
import { jobsBySubscriber, type OutboxRow } from './event-jobs.js';

const row = (id: number, size: number, events = 1): OutboxRow => ({
  id: String(id),
  event_id: randomUUID(),
  type: 'members.directory.changed',
  payload: '{"v":1}',
  events,
  trace_id: null,
  occurred_at: new Date('2026-11-24T00:00:00Z'),
  size,
  total: '0',
});

const read = (job: string): EventSet[] => (JSON.parse(job) as { events: EventSet[] }).events;

const lengths = (rows: readonly OutboxRow[]): number[] =>
  (jobsBySubscriber(rows).get('assessment.refresh-directory') ?? []).map((job) => read(job).length);

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
      expect(job.flatMap(read).map(({ id }) => id)).toEqual(rows.map(({ event_id }) => event_id));
  });

  it('have events as the contract reads them, one alone or several', () => {
    const alone = row(1, 10);
    const several = { ...row(2, 10, 2), payload: '[{"v":1},{"v":1}]', trace_id: 'a"b' };
    const [job = ''] = jobsBySubscriber([alone, several]).get('activities.refresh-directory') ?? [];
    const [one, two] = read(job).map((set) => parseSet(set).events);
    const occurredAt = '2026-11-24T00:00:00.000Z';
    const event = { type: alone.type, occurredAt, payload: { v: 1 } };
    expect(one).toEqual([{ ...event, id: alone.event_id, position: 0, traceId: null }]);
    const second = { ...event, id: several.event_id, traceId: 'a"b' };
    expect(two).toEqual([
      { ...second, position: 0 },
      { ...second, position: 1 },
    ]);
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
