import type { ScoreLevel } from '#libs/contracts';
import type { OracleInput, SchemeDefinition } from './input.js';

/** The latest that is in force: the root's own, else the one for everybody. */
export function schemeOf(
  { schemes, organizations, month }: OracleInput,
  level: ScoreLevel,
): SchemeDefinition {
  const ids = new Set(organizations.map(({ id }) => id));
  const root = organizations.find(({ parentId }) => parentId === null || !ids.has(parentId));
  const usable = schemes
    .filter((each) => each.level === level && each.activeFrom <= month)
    .sort((a, b) => b.activeFrom.localeCompare(a.activeFrom) || b.version - a.version);
  const chosen =
    usable.find(({ organizationId }) => organizationId === root?.id) ??
    usable.find(({ organizationId }) => organizationId === null);
  if (!chosen) throw new Error(`No scheme is in force for a ${level} in ${month}`);
  return chosen.definition;
}
