import { createHash, timingSafeEqual } from 'node:crypto';

/** The bearer that services show each other on the internal surface. */
export function internalBearer(secret: string): string {
  return `Bearer ${secret}`;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export function isInternalBearer(header: unknown, secret: string): boolean {
  return (
    typeof header === 'string' && timingSafeEqual(digest(header), digest(internalBearer(secret)))
  );
}
