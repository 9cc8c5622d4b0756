import { eventually } from '#libs/testing';
import { FaultMine } from '../setup/fault-mine.js';
import { type ServiceProcess } from '../setup/service-process.js';

const ASKING_AT_ONCE = 8;
const ENOUGH = 200;

const codeOf = (text: string): string => (JSON.parse(text) as { code: string }).code;

describe('a suite that is restarted, or that loses a service, while people use it', () => {
  let mine: FaultMine;
  const copies: ServiceProcess[] = [];
  let gateway: ServiceProcess;
  let telling: ServiceProcess;

  beforeAll(async () => {
    mine = await FaultMine.open();
    telling = await mine.service('notifications');
    for (let copy = 0; copy < 2; copy += 1) copies.push(await mine.service('assessment'));
    gateway = await mine.gateway({
      ASSESSMENT_URL: copies.map(({ url }) => url).join(','),
      NOTIFICATIONS_URL: telling.url,
    });
  });
  afterAll(() => mine.close());

  /** Asks in several lanes until told to stop; how often what was answered, and how long it took. */
  function load(path: string, headers: Readonly<Record<string, string>>) {
    const answers = new Map<string, number>();
    const times: number[] = [];
    let on = true;
    const lane = async (): Promise<void> => {
      while (on) {
        const begun = performance.now();
        const answer = await fetch(`${gateway.url}${path}`, { headers });
        const text = await answer.text();
        times.push(performance.now() - begun);
        const told = answer.ok ? 'ok' : `${answer.status} ${codeOf(text)}`;
        answers.set(told, (answers.get(told) ?? 0) + 1);
      }
    };
    const lanes = Array.from({ length: ASKING_AT_ONCE }, lane);
    return {
      answered: (): number => times.length,
      async end() {
        on = false;
        await Promise.all(lanes);
        times.sort((a, b) => a - b);
        return {
          answers: [...answers.keys()],
          p99: times[Math.floor(times.length * 0.99)] ?? 0,
        };
      },
    };
  }

  const more = (asking: { answered(): number }): Promise<void> => {
    const before = asking.answered();
    return eventually(() => {
      expect(asking.answered()).toBeGreaterThan(before + ENOUGH);
    }, 60_000);
  };

  it('two copies restarted one after the other: no request fails', async () => {
    const asking = load('/v1/runs', await mine.headers());
    await more(asking);
    for (const [place, copy] of copies.entries()) {
      await copy.stop();
      await more(asking);
      copies[place] = await mine.service('assessment', { PORT: new URL(copy.url).port });
      await more(asking);
    }
    const { answers } = await asking.end();
    expect(answers).toEqual(['ok']);
  });

  it('one service that stands still leaves the others as quick as they were', async () => {
    const headers = await mine.headers();
    const calm = load('/v1/inbox', headers);
    await more(calm);
    const { p99: before } = await calm.end();
    for (const copy of copies) copy.signal('SIGSTOP');
    const stuck = new AbortController();
    const waiting = Array.from({ length: 200 }, () =>
      fetch(`${gateway.url}/v1/runs`, { headers, signal: stuck.signal }).then(
        (answer) => answer.status,
        () => 0,
      ),
    );
    const asking = load('/v1/inbox', headers);
    await more(asking);
    await more(asking);
    const { answers, p99 } = await asking.end();
    stuck.abort();
    await Promise.all(waiting);
    for (const copy of copies) copy.signal('SIGCONT');
    expect(answers).toEqual(['ok']);
    // The machine of the test is not quiet: twice, and a little for what is small to begin with.
    expect(p99).toBeLessThan(before * 2 + 50);
  });

  it('a service that is dead is refused at once, and used again when it is back', async () => {
    const headers = await mine.headers();
    const ports = copies.map(({ url }) => new URL(url).port);
    for (const copy of copies) copy.signal('SIGKILL');
    await Promise.all(copies.map((copy) => copy.gone));
    const refused = load('/v1/runs', headers);
    await more(refused);
    const { answers, p99 } = await refused.end();
    expect(answers).toEqual(['503 server.unavailable']);
    expect(p99).toBeLessThan(500);
    for (const [place, PORT] of ports.entries())
      copies[place] = await mine.service('assessment', { PORT });
    await eventually(async () => {
      expect((await fetch(`${gateway.url}/v1/runs`, { headers })).status).toBe(200);
    });
  });
});
