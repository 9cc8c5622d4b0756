/**
 * `ENOENT`, `EACCES`, `3D000` …: the code that system and PostgreSQL errors carry.
 * Not asked with `instanceof Error`: in a Jest test Node's own errors come from another realm and are none.
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
