import { randomUUID } from 'node:crypto';
import type { EventSet } from '#libs/contracts';
import { Delivery } from './delivery.js';

const told = (events: number, from?: number): EventSet<'members.directory.changed'> => ({
  id: randomUUID(),
  type: 'members.directory.changed',
  occurredAt: '2026-11-24T00:00:00.000Z',
  traceId: null,
  payload: Array.from({ length: events }, () => ({ v: 1 as const })),
  ...(from !== undefined && { from }),
});

describe('what a job brings', () => {
  it('is marked by its sets: the whole of one, or which of its events', () => {
    const [whole, part] = [told(3), told(2, 5)];
    const delivery = new Delivery([whole, part, { ...part, from: 9 }]);
    expect(delivery.ids).toEqual([whole.id, part.id]);
    expect(delivery.positions).toEqual([null, '{[5,5],[6,6],[9,9],[10,10]}']);
    expect(delivery.came).toBe(7);
  });

  it('is there once, however often it comes', () => {
    const set = told(3);
    const delivery = new Delivery([set, { ...set, from: 0 }, set]);
    expect(delivery.positions).toEqual([null]);
    expect(delivery.fresh([{ event_id: set.id, seen: null }])).toHaveLength(3);
    expect(delivery.came).toBe(9);
  });

  it('is new but for what was seen, and not at all where the whole was', () => {
    const [seen, half, fresh] = [told(2), told(6), told(1)];
    const delivery = new Delivery([seen, half, fresh]);
    const added = delivery.fresh([
      { event_id: fresh.id, seen: null },
      { event_id: half.id, seen: '{[0,2),[4,5)}' },
    ]);
    expect(added.map(({ id, position }) => [id, position])).toEqual([
      [half.id, 2],
      [half.id, 3],
      [half.id, 5],
      [fresh.id, 0],
    ]);
  });
});
