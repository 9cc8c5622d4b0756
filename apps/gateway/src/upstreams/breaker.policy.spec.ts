import { Breaker } from './breaker.policy.js';

describe('the breaker of a copy', () => {
  it('is closed by an answer between failures, however many', () => {
    const breaker = new Breaker();
    for (let time = 0; time < 20; time += 1) {
      breaker.failed(time);
      if (time % 4 === 3) breaker.succeeded();
      expect(breaker.allows(time)).toBe(true);
    }
  });

  it('opens for a pause after five failures in a row, and at once where nobody listens', () => {
    const failing = new Breaker();
    for (let time = 0; time < 5; time += 1) failing.failed(100);
    const absent = new Breaker();
    absent.absent(100);
    for (const breaker of [failing, absent]) {
      expect(breaker.allows(599)).toBe(false);
      expect(breaker.waitMs(599)).toBe(1);
      expect(breaker.allows(600)).toBe(true);
    }
  });

  it('lets one try whether it is back, while the others keep away', () => {
    const breaker = new Breaker();
    breaker.absent(0);
    expect(breaker.allows(500)).toBe(true);
    breaker.begin(500);
    expect(breaker.allows(501)).toBe(false);
    breaker.succeeded();
    expect(breaker.allows(502)).toBe(true);
  });

  it('tells whether it is refused at once, until something else happens', () => {
    const breaker = new Breaker();
    expect(breaker.isQuick).toBe(false);
    breaker.refused(0);
    expect([breaker.isQuick, breaker.allows(1)]).toEqual([true, false]);
    for (const happens of ['absent', 'failed', 'succeeded'] as const) {
      breaker.refused(0);
      breaker[happens](0);
      expect(breaker.isQuick).toBe(false);
    }
  });

  it('pauses twice as long each time, up to five seconds', () => {
    const breaker = new Breaker();
    let now = 0;
    const pauses = Array.from({ length: 6 }, () => {
      breaker.begin(now);
      breaker.absent(now);
      const pause = breaker.waitMs(now);
      now += pause;
      return pause;
    });
    expect(pauses).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
  });

  it('takes requests that fail together for one failure', () => {
    const breaker = new Breaker();
    for (let time = 0; time < 50; time += 1) breaker.absent(time);
    expect(breaker.allows(500)).toBe(true);
  });
});
