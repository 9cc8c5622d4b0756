import request from 'supertest';
import { UNREADY_HEADER } from '#libs/http';
import { FakeService } from './fake-service.js';
import { GatewayHarness, NOBODY } from './gateway.harness.js';

describe('the gateway before several copies of a service', () => {
  let gateway: GatewayHarness;
  let authorization: string;
  const copies: FakeService[] = [];
  beforeAll(async () => {
    copies.push(await FakeService.start(), await FakeService.start());
    gateway = await GatewayHarness.start({
      ACTIVITIES_URL: [NOBODY, ...copies.map(({ url }) => url)].join(','),
    });
    authorization = await gateway.bearer();
  });
  afterAll(async () => {
    await gateway.stop();
    await Promise.all(copies.map((copy) => copy.stop()));
  });
  beforeEach(() => {
    for (const copy of copies) copy.reset();
  });

  const list = () => request(gateway.url).get('/v1/activities').set('authorization', authorization);
  const plan = () =>
    request(gateway.url).post('/v1/activities').set('authorization', authorization);
  const cannot = { [UNREADY_HEADER]: 'true' };
  const received = (): number[] => copies.map((copy) => copy.received.length);

  it('asks them in turn, and never fails for one that is not there', async () => {
    for (let time = 0; time < 20; time += 1) expect((await list()).status).toBe(200);
    for (let time = 0; time < 20; time += 1) expect((await plan().send({})).status).toBe(200);
    const [one = 0, other = 0] = received();
    expect(one + other).toBe(40);
    expect(Math.min(one, other)).toBeGreaterThan(10);
  });

  it('is ready while one of them is', async () => {
    const { body } = await request(gateway.url).get('/health/ready');
    expect(body).toMatchObject({ checks: { activities: 'ok' } });
  });

  it('leaves none alone that is only busy: it says so to those who must wait', async () => {
    const [busy, other] = copies;
    busy?.answers((_incoming, response) => response.writeHead(503).end('{"code":"server.busy"}'));
    const answers: number[] = [];
    for (let time = 0; time < 10; time += 1) answers.push((await list()).status);
    // Every other one, but for who finds that nobody listens at the third address.
    expect(answers.filter((status) => status === 503).length).toBe(busy?.received.length);
    expect(busy?.received.length).toBeGreaterThanOrEqual(4);
    expect(other?.received.length).toBeGreaterThanOrEqual(4);
  });

  it('sends what one has dropped to the other: reads, and writes that carry a key', async () => {
    const dropped: string[] = [];
    for (const copy of copies)
      copy.answers((incoming, response) => {
        if (dropped.length === 0) {
          dropped.push(incoming.method ?? '');
          incoming.socket.destroy();
        } else response.end('{}');
      });
    expect((await list()).status).toBe(200);
    expect(received()).toEqual([1, 1]);
    dropped.length = 0;
    const keyed = await plan().set('idempotency-key', 'k').send({ title: 'once' });
    expect([keyed.status, dropped]).toEqual([200, ['POST']]);
    expect(received()).toEqual([2, 2]);
    expect(copies.map(({ last }) => last.bytes)).toEqual([16, 16]);
    expect(copies.map(({ last }) => last.headers['idempotency-key'])).toEqual(['k', 'k']);
  });

  it('asks the other where one cannot work, as it starts or stops; and says so where none can', async () => {
    const [starting, ready] = copies;
    const unready = '{"code":"server.unavailable"}';
    starting?.answers((_incoming, response) => response.writeHead(503, cannot).end(unready));
    for (let time = 0; time < 10; time += 1) expect((await list()).status).toBe(200);
    // Left alone, but for one that looks whether it can by now.
    expect(starting?.received.length).toBeLessThanOrEqual(3);
    ready?.answers((_incoming, response) => response.writeHead(503, cannot).end(unready));
    const answer = await list();
    expect([answer.status, answer.text]).toEqual([503, unready]);
    for (const copy of copies) copy.reset();
    expect((await list()).status).toBe(200);
  });

  it('asks one that came back within its pause, where the other has just gone', async () => {
    const [back, gone] = copies;
    for (let stop = 0; stop < 2; stop += 1) {
      back?.answers((_incoming, response) => response.writeHead(503, cannot).end());
      for (let time = 0; time < 4; time += 1) expect((await list()).status).toBe(200);
      back?.reset();
      gone?.answers((_incoming, response) => response.writeHead(503, cannot).end());
      for (let time = 0; time < 4; time += 1) expect((await list()).status).toBe(200);
      gone?.reset();
    }
  });

  it('asks that one also where the other drops more than one connection as it goes', async () => {
    const [back, going] = copies;
    back?.answers((_incoming, response) => response.writeHead(503, cannot).end());
    for (let time = 0; time < 4; time += 1) expect((await list()).status).toBe(200);
    back?.reset();
    going?.answers((incoming) => incoming.socket.destroy());
    expect((await list()).status).toBe(200);
  });

  it('goes back to one that dropped a connection, where the other cannot work', async () => {
    const [starting, sound] = copies;
    starting?.answers((_incoming, response) => response.writeHead(503, cannot).end());
    for (let time = 0; time < 4; time += 1) expect((await list()).status).toBe(200);
    let dropped = 0;
    sound?.answers((incoming, response) => {
      if ((dropped += 1) === 1) incoming.socket.destroy();
      else response.end('{}');
    });
    expect([(await list()).status, dropped]).toEqual([200, 2]);
  });

  it('sends nothing a third time, and a write without a key not a second', async () => {
    for (const copy of copies) copy.answers((incoming) => incoming.socket.destroy());
    expect((await plan().set('idempotency-key', 'k').send({})).status).toBe(503);
    const [one = 0, other = 0] = received();
    expect(one + other).toBe(2);
    for (const copy of copies) copy.received.length = 0;
    expect((await plan().send({})).status).toBe(503);
    const [again = 0, besides = 0] = received();
    expect(again + besides).toBe(1);
  });
});
