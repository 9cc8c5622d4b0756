import type { EventSet } from '#libs/contracts';

/**
 * Events as they came off the wire, cut in two: between sets, or where it is one, between its events. Undefined for
 * what stands alone. Nothing is known yet of what they are.
 */
export function halves(wire: readonly unknown[]): [unknown[], unknown[]] | undefined {
  const half = Math.ceil(wire.length / 2);
  if (wire.length > 1) return [wire.slice(0, half), wire.slice(half)];
  const set = wire[0] as Partial<EventSet> | null | undefined;
  if (!Array.isArray(set?.payload) || set.payload.length < 2) return undefined;
  const { payload, from = 0 } = set;
  const middle = Math.ceil(payload.length / 2);
  return [
    [{ ...set, from, payload: payload.slice(0, middle) }],
    [{ ...set, from: from + middle, payload: payload.slice(middle) }],
  ];
}
