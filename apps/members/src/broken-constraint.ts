/** The name of the unique or exclusion constraint that a statement ran into, for telling what is in the way. */
export function brokenConstraint(error: unknown): string | undefined {
  const { driverError } = error as { driverError?: unknown };
  const { code, constraint } = (driverError ?? error) as { code?: unknown; constraint?: unknown };
  return code === '23505' && typeof constraint === 'string' ? constraint : undefined;
}
