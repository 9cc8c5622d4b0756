import { Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';

/** Values of labels: few and known beforehand. Never an id, never anything of a person. */
export type Labels = Readonly<Record<string, string | number>>;

export interface MetricSpec {
  readonly name: string;
  /** What it tells, in a sentence. */
  readonly help: string;
  readonly labels?: readonly string[];
}

/** Counts up. */
export interface Counter {
  add(labels?: Labels, by?: number): void;
}

/** Durations in seconds. */
export interface Histogram {
  observe(seconds: number, labels?: Labels): void;
}

/** A value as it stands; set in a `measure`. */
export interface Gauge {
  set(value: number, labels?: Labels): void;
}

type PromClient = typeof import('prom-client');
type Opened = { readonly client: PromClient; readonly registry: Registry };
interface Measure {
  readonly name: string;
  readonly reset: () => void;
  readonly read: () => Promise<void> | void;
}

/** A gauge that cannot be read in this time is left out of the answer. */
const READ_MS = 1000;
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * The metrics of one service. As long as nobody opens them nothing is loaded, and counting is a call that does nothing.
 * What needs a look into the database or Redis is measured when somebody asks, never by a timer.
 */
@Injectable()
export class Metrics {
  private opened: Opened | undefined;
  private readonly waiting: ((opened: Opened) => void)[] = [];
  private readonly measures: Measure[] = [];
  private rendering: Promise<string> | undefined;
  private readonly failures = this.counter({
    name: 'wutai_measure_failures_total',
    help: 'Measures that failed or took longer than a second when they were asked for',
    labels: ['measure'],
  });

  async open(): Promise<void> {
    const { default: client } = await import('prom-client');
    const opened = { client, registry: new client.Registry() };
    this.opened = opened;
    for (const make of this.waiting.splice(0)) make(opened);
  }

  counter(spec: MetricSpec): Counter {
    let add: Counter['add'] | undefined;
    this.whenOpen(({ client, registry }) => {
      const counter = new client.Counter(promSpec(spec, registry));
      add = (labels = {}, by = 1) => {
        counter.inc({ ...labels }, by);
      };
      if (!spec.labels) counter.inc(0);
    });
    return { add: (labels, by) => add?.(labels, by) };
  }

  histogram(spec: MetricSpec): Histogram {
    let observe: Histogram['observe'] | undefined;
    this.whenOpen(({ client, registry }) => {
      const histogram = new client.Histogram({ ...promSpec(spec, registry), buckets: BUCKETS });
      observe = (seconds, labels = {}) => {
        histogram.observe({ ...labels }, seconds);
      };
    });
    return { observe: (seconds, labels) => observe?.(seconds, labels) };
  }

  /** Gauges that one look fills: `read` is called when the metrics are asked for, and has a second. */
  measure<Name extends string>(
    name: string,
    specs: Readonly<Record<Name, MetricSpec>>,
    read: (gauges: Readonly<Record<Name, Gauge>>) => Promise<void> | void,
  ): void {
    this.whenOpen(({ client, registry }) => {
      const made = (Object.keys(specs) as Name[]).map((key) => {
        const gauge = new client.Gauge(promSpec(specs[key], registry));
        const set: Gauge['set'] = (value, labels = {}) => {
          gauge.set({ ...labels }, value);
        };
        return { key, gauge, set };
      });
      const gauges = Object.fromEntries(made.map(({ key, set }) => [key, { set }])) as Record<
        Name,
        Gauge
      >;
      this.measures.push({
        name,
        reset: () => {
          for (const { key, gauge } of made) {
            gauge.reset();
            // Without labels a reset says 0, which would be a statement too.
            if (!specs[key].labels) gauge.remove();
          }
        },
        read: () => read(gauges),
      });
    });
  }

  /** All of them, as Prometheus reads it. Who asks while others are answered gets the same answer. */
  render(): Promise<string> {
    this.rendering ??= this.renderNow().finally(() => {
      this.rendering = undefined;
    });
    return this.rendering;
  }

  get names(): string[] {
    return this.opened?.registry.getMetricsAsArray().map(({ name }) => name) ?? [];
  }

  private async renderNow(): Promise<string> {
    if (!this.opened) return '';
    await Promise.all(this.measures.map((measure) => this.take(measure)));
    return this.opened.registry.metrics();
  }

  private async take({ name, reset, read }: Measure): Promise<void> {
    // What was true at the last look must not be taken for what is true now.
    reset();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error('late'));
      }, READ_MS);
    });
    try {
      await Promise.race([Promise.resolve(read()), late]);
    } catch {
      reset();
      this.failures.add({ measure: name });
    } finally {
      clearTimeout(timer);
    }
  }

  private whenOpen(make: (opened: Opened) => void): void {
    if (this.opened) make(this.opened);
    else this.waiting.push(make);
  }
}

function promSpec(
  { name, help, labels = [] }: MetricSpec,
  registry: Registry,
): { name: string; help: string; labelNames: string[]; registers: Registry[] } {
  return { name, help, labelNames: [...labels], registers: [registry] };
}
