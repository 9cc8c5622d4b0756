import { randomUUID } from 'node:crypto';

/**
 * A UUID that sorts by the time it was made (RFC 9562, version 7), so that rows made together lie together in an index.
 * Random but for 48 bits of time and the version; PostgreSQL's own `uuidv7()` asks the system for every single one.
 */
export function uuidV7(at: number = Date.now()): string {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
