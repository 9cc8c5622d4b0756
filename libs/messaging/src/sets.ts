/** What is told together is one row and goes in one job: it would cost dear alone, and would hold up others if large. */
export const EVENTS_A_SET = 1000;
export const BYTES_A_SET = 1_000_000;

export interface Written {
  /** JSON: what one event says, or the list of what several say. */
  readonly payload: string;
  readonly events: number;
}

/** What was told at once, in as many sets as it needs; an event stands alone however large it is. */
export function setsOf(payloads: readonly unknown[]): Written[] {
  const events = payloads.length;
  if (events <= EVENTS_A_SET) {
    const payload = JSON.stringify(events === 1 ? payloads[0] : payloads);
    if (events === 1 || payload.length <= BYTES_A_SET) return [{ payload, events }];
  }
  const half = Math.ceil(events / 2);
  return [...setsOf(payloads.slice(0, half)), ...setsOf(payloads.slice(half))];
}
