import { Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Worker } from 'bullmq';
import { ConfigModule, readConfig, serviceConfig } from '#libs/config';
import type { EventEnvelope } from '#libs/contracts';
import { DatabaseModule } from '#libs/database';
import {
  CANARY_TIMES,
  type CanaryTimes,
  MessagingModule,
  Queues,
  type Subscriber,
  Workers,
} from '#libs/messaging';
import { Health, ObservabilityModule } from '#libs/observability';
import { createTestDatabase, eventually, type TestDatabase, testEnvironment } from '#libs/testing';

const QUEUE = 'activities.refresh-directory';
const times: CanaryTimes = {
  everyMs: 200,
  markMs: 500,
  silentMs: 1500,
  stuckMs: 4000,
  passedOverMs: 6000,
};

@Injectable()
class Deaf implements Subscriber<typeof QUEUE> {
  readonly name = QUEUE;
  heard = 0;

  handle(events: readonly EventEnvelope<'members.directory.changed'>[]): Promise<void> {
    this.heard += events.length;
    return Promise.resolve();
  }
}

describe('the canary of a queue', () => {
  let database: TestDatabase;
  let environment: Record<string, string>;
  const copies: TestingModule[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    environment = testEnvironment('activities', database);
  });
  afterEach(async () => {
    await Promise.all(copies.splice(0).map((copy) => copy.close()));
  });
  afterAll(() => database.drop());

  const boot = async (): Promise<TestingModule> => {
    const config = readConfig(serviceConfig({}, 0), environment);
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.with(config),
        ObservabilityModule.with(),
        DatabaseModule.with({ service: 'activities', entities: [], migrations: [] }, config),
        MessagingModule.with({ service: 'activities', subscribers: [Deaf], imports: [] }),
      ],
    })
      .overrideProvider(CANARY_TIMES)
      .useValue(times)
      .compile();
    copies.push(module);
    return module.init();
  };
  const wordsOf = async (copy: TestingModule): Promise<string> =>
    (await copy.get(Health).readiness()).checks[`queue ${QUEUE}`] ?? '';
  const workerOf = (copy: TestingModule): Worker | undefined => {
    const { workers } = copy.get<unknown>(Workers) as {
      workers: { current?: { worker: Worker } }[];
    };
    return workers[0]?.current?.worker;
  };
  /** As BullMQ workers have been seen to: connected, and taking nothing. */
  const hang = async (copy: TestingModule): Promise<Worker | undefined> => {
    const worker = await eventually(() => {
      const begun = workerOf(copy);
      expect(begun).toBeDefined();
      return begun;
    });
    await worker?.pause(true);
    return worker;
  };

  it('says that it is consumed; when it is not, since when; and puts a new worker in place', async () => {
    const copy = await boot();
    const stuck = await hang(copy);
    await eventually(async () => {
      expect(await wordsOf(copy)).toMatch(/not consumed since \d{4}-\d\d-\d\dT[\d:.]+Z$/);
    });
    await copy.get(Queues).send(QUEUE, [
      {
        id: '0198b6f0-0000-7000-8000-000000000001',
        type: 'members.directory.changed',
        occurredAt: '2026-11-24T00:00:00.000Z',
        traceId: null,
        payload: { v: 1 },
      },
    ]);
    await eventually(async () => {
      expect(copy.get(Deaf).heard).toBe(1);
      expect(await wordsOf(copy)).toBe('ok');
    });
    expect(workerOf(copy)).not.toBe(stuck);
  });

  it('is one for all copies; a copy that gets nothing while others do puts a new worker in place', async () => {
    const [one, other] = [await boot(), await boot()];
    const stuck = await hang(one);
    await eventually(async () => {
      expect(workerOf(one)).not.toBe(stuck);
      expect(await wordsOf(one)).toBe('ok');
    });
    expect(await wordsOf(other)).toBe('ok');
    const queue = await one.get(Queues).queue(QUEUE);
    expect(await queue.getWaitingCount()).toBeLessThanOrEqual(1);
  });
});
