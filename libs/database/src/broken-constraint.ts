/** Unique, and exclusion: what is there already leaves no room for another. */
const VIOLATIONS: readonly unknown[] = ['23505', '23P01'];

/** The name of the unique or exclusion constraint that a statement ran into, for telling what is in the way. */
export function brokenConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { driverError = error } = error as { driverError?: unknown };
  const { code, constraint } = driverError as { code?: unknown; constraint?: unknown };
  return VIOLATIONS.includes(code) && typeof constraint === 'string' ? constraint : undefined;
}
