const UNIQUE_VIOLATION = '23505';

/** The name of the unique constraint that a statement ran into, for telling what is in the way. */
export function brokenConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { driverError = error } = error as { driverError?: unknown };
  const { code, constraint } = driverError as { code?: unknown; constraint?: unknown };
  return code === UNIQUE_VIOLATION && typeof constraint === 'string' ? constraint : undefined;
}
