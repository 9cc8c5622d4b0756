import type { OperationId } from '../document.js';
import type { Hidden } from '../hidden.js';

export /** How the secretary of the sibling branch tries the operation on the own branch, and what must come of it. */
interface Attempt {
  readonly path: (hidden: Hidden) => string;
  readonly body?: (hidden: Hidden) => unknown;
  /**
   * `hidden`: 404, as if it were not there. `forbidden`: 403, the role does not permit it anywhere. `own`: an answer in
   * which nothing of the own branch appears. `open`: says nothing of anybody.
   */
  readonly expect: 'hidden' | 'forbidden' | 'own' | 'open';
}

export type Attempts = Partial<Record<OperationId, Attempt>>;

export const month = '2026-09';
export const startsAt = '2026-09-10T09:00:00+08:00';

/** The address in which the id of what is hidden is put where the braces are. */
export const at =
  (template: string, key?: keyof Hidden): Attempt['path'] =>
  (hidden) =>
    template.replace('{}', key ? hidden[key] : '');
