import { Bulkhead } from './bulkhead.js';

describe('a bulkhead', () => {
  const limits = { places: 2, queue: 1, waitMs: 60_000 };

  it('lets in at once where there is a place', () => {
    const bulkhead = new Bulkhead(limits);
    expect([bulkhead.enter(), bulkhead.enter()]).toEqual([undefined, undefined]);
  });

  it('lets a few wait for a place, and turns the others away at once', async () => {
    const bulkhead = new Bulkhead(limits);
    void bulkhead.enter();
    void bulkhead.enter();
    const waiting = bulkhead.enter();
    expect(waiting).toBeInstanceOf(Promise);
    expect(() => bulkhead.enter()).toThrow('more to do here than can be done at once');
    bulkhead.leave();
    await waiting;
    expect(bulkhead.enter()).toBeInstanceOf(Promise);
    bulkhead.leave();
  });

  it('lets nobody wait for long', async () => {
    const bulkhead = new Bulkhead({ places: 1, queue: 1, waitMs: 1 });
    void bulkhead.enter();
    await expect(bulkhead.enter()).rejects.toMatchObject({ code: 'server.overloaded' });
    bulkhead.leave();
    expect(bulkhead.enter()).toBeUndefined();
  });
});
