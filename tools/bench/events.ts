import Table from 'cli-table3';
import { buildIfStale } from '../suite/build.js';
import { type Mode, Part } from './events/parts.js';
import { median } from './median.js';
import { Stage } from './events/stage.js';

/**
 * Events a second from the transaction that tells them to the committed effect: outbox, relay, queue, inbox, each with
 * the product's own code, in two processes as services are. Beside it, in the same run, the floor: the same sets as
 * bare jobs with the same effect, without outbox and inbox, which loses and doubles.
 *
 * `EVENTS=100000 ROUNDS=3 npm run bench events`
 */
const events = Number(process.env['EVENTS'] ?? 100_000);
const rounds = Number(process.env['ROUNDS'] ?? 3);

interface Measured {
  readonly perSecond: number;
  readonly toldPerSecond: number;
  readonly tellerUs: number;
  readonly hearerUs: number;
  readonly postgresUs: number;
  readonly redisUs: number;
  readonly totalUs: number;
}

async function measure(
  mode: Mode,
  [stage, teller, hearer]: readonly [Stage, Part, Part],
  count: number,
): Promise<Measured> {
  const before = stage.cpu();
  const begun = Date.now();
  const [heard, told] = await Promise.all([
    hearer.does({ mode, events: count }),
    teller.does({ mode, events: count }),
  ]);
  const perSecond = (at: number): number => count / ((at - begun) / 1000);
  const after = stage.cpu();
  const cpu = {
    tellerUs: (told.cpuSeconds / count) * 1e6,
    hearerUs: (heard.cpuSeconds / count) * 1e6,
    postgresUs: (after.postgres - before.postgres) / count,
    redisUs: (after.redis - before.redis) / count,
  };
  return {
    perSecond: perSecond(heard.at),
    toldPerSecond: perSecond(told.at),
    ...cpu,
    totalUs: Object.values(cpu).reduce((total, one) => total + one, 0),
  };
}

await buildIfStale();
const stage = await Stage.open();
try {
  const [hearer, teller] = [await Part.start('hearer', stage), await Part.start('teller', stage)];
  const all = [stage, teller, hearer] as const;
  const measured: Record<Mode, Measured[]> = { product: [], bare: [] };
  const modes = ['bare', 'product'] as const;
  for (const mode of modes) await measure(mode, all, Math.min(events, 20_000));
  for (let round = 0; round < rounds; round += 1)
    for (const mode of modes) measured[mode].push(await measure(mode, all, events));
  await Promise.all([teller.stop(), hearer.stop()]);
  const of = (mode: Mode, what: keyof Measured): number =>
    Math.round(median(measured[mode].map((one) => one[what])));
  const table = new Table({
    head: [
      'CPU in µs an event',
      'events/s to the effect',
      'told/s',
      'teller',
      'hearer',
      'PostgreSQL',
      'Redis',
      'in all',
    ],
    colAligns: ['left', ...Array<'right'>(7).fill('right')],
  });
  const names = { product: 'outbox, relay, queue, inbox', bare: 'floor: bare jobs and the effect' };
  for (const mode of modes)
    table.push([
      names[mode],
      of(mode, 'perSecond'),
      of(mode, 'toldPerSecond'),
      of(mode, 'tellerUs'),
      of(mode, 'hearerUs'),
      of(mode, 'postgresUs'),
      of(mode, 'redisUs'),
      of(mode, 'totalUs'),
    ]);
  process.stdout.write(`${events} events, median of ${rounds}\n${table.toString()}\n`);
  const [perSecond, floorPerSecond] = [of('product', 'perSecond'), of('bare', 'perSecond')];
  const result = {
    bench: 'events',
    perSecond,
    ratio: Number((perSecond / floorPerSecond).toFixed(3)),
    floorPerSecond,
    events,
    rounds,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await stage.close();
}
