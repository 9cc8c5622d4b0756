/** What services have answered in this file of tests that their documents do not say. */
const violations = new Set<string>();

export function reportViolations(found: readonly string[]): void {
  for (const violation of found) violations.add(violation);
}

/** @throws what was answered since the last call that no document says. */
export function refuseViolations(): void {
  if (violations.size === 0) return;
  const list = [...violations];
  violations.clear();
  throw new Error(`answered, but not as the document says:\n  ${list.join('\n  ')}`);
}
