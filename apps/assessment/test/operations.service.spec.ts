import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { eventually, serverSentEvents, type ServerSentEvent, statementsOf } from '#libs/testing';
import { AssessmentHarness, codeOf, type RunBody } from './assessment.harness.js';
import { smallMine, type SmallMine } from './small-mine.js';

const month = '2026-10';

interface OperationBody {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly progress: { readonly done: number; readonly total: number; readonly phase: string };
  readonly result: string | null;
}

describe('a run as an operation', () => {
  let assessment: AssessmentHarness;
  let admin: Client;
  let mine: SmallMine;

  beforeAll(async () => {
    assessment = await AssessmentHarness.start({ CHUNK_SIZE: '2' });
    admin = await assessment.service.database.admin('assessment');
    mine = await smallMine(assessment);
  });
  afterAll(() => assessment.stop());

  const get = (account: string, id: string) => assessment.get(account, `/v1/operations/${id}`);
  const cancel = (account: string, id: string) =>
    assessment.post(account, `/v1/operations/${id}/cancel`);

  const watch = async (
    id: string,
    options: { account?: string; from?: AssessmentHarness; lastEventId?: string } = {},
  ): Promise<Response> => {
    const { account = mine.administrator, from = assessment, lastEventId } = options;
    const token = await assessment.members.accessToken(account);
    return fetch(`${from.service.url}/v1/operations/${id}/events`, {
      headers: {
        authorization: `Bearer ${token}`,
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      },
    });
  };

  /** A run that scores nobody until `letGo`. */
  const started = async (): Promise<{ id: string; letGo: () => Promise<unknown> }> => {
    await admin.query('begin; lock table scores in exclusive mode');
    const answer = await assessment.post(mine.administrator, '/v1/runs', { month });
    expect(answer.status).toBe(202);
    const { id, operationId } = answer.body as RunBody;
    expect(operationId).toBe(`assessment-${id}`);
    expect(answer.headers['location']).toBe(`/v1/operations/${operationId}`);
    expect(answer.headers['link']).toBe(`</v1/runs/${id}>; rel="related"`);
    return { id: operationId, letGo: () => admin.query('rollback') };
  };

  it('is seen while it goes on and when it is done, by whoever sees the run', async () => {
    const { id, letGo } = await started();
    const running = await get(mine.administrator, id);
    expect(running.body).toMatchObject({
      id,
      kind: 'assessment.run',
      status: expect.stringMatching(/queued|running/),
      progress: { done: 0, total: 8 },
      result: null,
      problem: null,
      endedAt: null,
    });
    await letGo();
    const done = await eventually(async () => {
      const { body } = await get(mine.ann.accountId, id);
      expect((body as OperationBody).status).toBe('succeeded');
      return body as OperationBody;
    });
    expect(done).toMatchObject({
      progress: { done: 8, total: 8, phase: 'done' },
      result: `/v1/runs/${id.slice('assessment-'.length)}`,
      endedAt: expect.any(String),
    });
    const stranger = await smallMine(assessment);
    for (const account of [stranger.administrator, mine.ben.accountId]) {
      for (const answer of [await get(account, id), await cancel(account, id)])
        expect([answer.status, codeOf(answer)]).toEqual([404, 'operations.not_found']);
      expect((await watch(id, { account })).status).toBe(404);
    }
    for (const nobody of [`assessment-${randomUUID()}`, id.replace('assessment', 'members')])
      expect((await get(mine.administrator, nobody)).status).toBe(404);
    for (const none of ['undefined', id.slice('assessment-'.length), `${id}'`])
      expect((await get(mine.administrator, none)).status).toBe(400);
  });

  it('that was cancelled leaves no lease behind, for which it would have to wait when it goes on', async () => {
    const { id, letGo } = await started();
    await eventually(async () => {
      const { rowCount } = await admin.query(
        'select from run_chunks where leased_until > clock_timestamp()',
      );
      expect(rowCount).toBeGreaterThan(0);
    });
    expect((await cancel(mine.administrator, id)).status).toBe(200);
    await letGo();
    await eventually(async () => {
      const { rowCount } = await admin.query(
        'select from run_chunks where leased_until is not null',
      );
      expect(rowCount).toBe(0);
    });
    const run = id.slice('assessment-'.length);
    expect((await assessment.post(mine.administrator, `/v1/runs/${run}/resume`)).status).toBe(200);
    await eventually(async () => {
      const { body } = await get(mine.administrator, id);
      expect((body as OperationBody).status).toBe('succeeded');
    });
    const late = await assessment.post(mine.administrator, `/v1/runs/${run}/cancel`);
    expect(late.status).toBe(200);
  });

  it('is cancelled as long as it goes on, by who may start it', async () => {
    const { id, letGo } = await started();
    expect((await cancel(mine.ann.accountId, id)).status).toBe(403);
    const cancelled = await cancel(mine.administrator, id);
    expect([cancelled.status, cancelled.body]).toMatchObject([200, { status: 'cancelled' }]);
    await letGo();
    const over = await cancel(mine.administrator, id);
    expect([over.status, codeOf(over)]).toEqual([409, 'operations.over']);
    const run = await assessment.scored(mine.administrator, month);
    const late = await cancel(mine.administrator, run.operationId);
    expect([late.status, codeOf(late)]).toEqual([409, 'operations.over']);
    expect((await get(mine.administrator, run.operationId)).body).toMatchObject({
      status: 'succeeded',
    });
  });

  describe('watched', () => {
    const all = async (answer: Response): Promise<ServerSentEvent[]> => {
      const events: ServerSentEvent[] = [];
      for await (const event of serverSentEvents(answer)) events.push(event);
      return events;
    };

    it('tells every change once, never back, and ends with it', async () => {
      const { id, letGo } = await started();
      const answer = await watch(id);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toContain('text/event-stream');
      await letGo();
      const events = await all(answer);
      const told = events.map(({ data }) => data as OperationBody);
      expect(told.at(-1)).toMatchObject({ id, status: 'succeeded', progress: { done: 8 } });
      expect(events.map(({ event }) => event)).toEqual([
        ...Array<string>(events.length - 1).fill('progress'),
        'end',
      ]);
      const done = told.map(({ progress }) => progress.done);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(new Set(events.map((event) => event.id)).size).toBe(events.length);

      const [first] = events;
      const last = events.at(-1);
      const missed = await all(await watch(id, { lastEventId: first?.id ?? '' }));
      expect(missed).toEqual([last]);
      expect((await watch(id, { lastEventId: last?.id ?? '' })).status).toBe(204);
    });

    it('is read once for all who watch it, and by no more than there is room for', async () => {
      const { id, letGo } = await started();
      const watching = await Promise.all(Array.from({ length: 10 }, () => watch(id)));
      expect(watching.map(({ status }) => status)).toEqual(Array(10).fill(200));
      const one = await watch(id);
      expect([one.status, one.headers.get('retry-after')]).toEqual([503, '5']);
      const reads = await statementsOf(/from runs run.*run\.id = \$3/s, async () => {
        const begun = performance.now();
        await eventually(() => {
          expect(performance.now() - begun).toBeGreaterThan(2200);
        });
      });
      expect(reads.length).toBeGreaterThan(1);
      expect(reads.length).toBeLessThan(10);
      await letGo();
      for (const events of await Promise.all(watching.map(all)))
        expect(events.at(-1)?.event).toBe('end');
      // They have made room.
      await eventually(async () => {
        expect((await watch(id)).status).toBe(200);
      });
    });

    it('ends with the session of who watches', async () => {
      const { directory, members } = assessment;
      const account = directory.account(null, [
        { role: 'administrator', organization: mine.committee },
      ]);
      await assessment.pull();
      const { id, letGo } = await started();
      const watched = all(await watch(id, { account }));
      members.endSession(account);
      await assessment.pull();
      for (const { event } of await watched) expect(event).toBe('progress');
      expect((await watch(id, { account })).status).toBe(401);
      await letGo();
      expect((await all(await watch(id))).at(-1)?.event).toBe('end');
    });

    it('ends with the service, which another copy goes on for', async () => {
      const other = await assessment.beside({});
      const { id, letGo } = await started();
      const answer = await watch(id, { from: other });
      const told = serverSentEvents(answer);
      const first = await told.next();
      // Who watches is let go at once, also while a chunk that this copy has in hand cannot end yet.
      const stopping = other.service.stop();
      for await (const event of told) expect(event.event).toBe('progress');
      await letGo();
      await stopping;
      const { id: lastEventId } = first.value as ServerSentEvent;
      const events = await all(await watch(id, { lastEventId }));
      expect(events.at(-1)).toMatchObject({ event: 'end', data: { status: 'succeeded' } });
    });
  });
});
