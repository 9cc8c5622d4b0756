import type { Api } from '../api/api.js';
import { inParallel } from '../api/in-parallel.js';
import type { DemoOrganization } from './mine-tree.js';
import { Phase, type Report } from './progress.js';

interface Organization {
  readonly id: string;
  readonly code: string;
}

const WIDTH = 8;

/**
 * Founds what is not there yet, level by level: a parent before its children, siblings side by side.
 * @returns the id of every organization by its code.
 */
export async function foundOrganizations(
  admin: Api,
  tree: readonly DemoOrganization[],
  report: Report,
): Promise<ReadonlyMap<string, string>> {
  const existing = await admin.all<Organization>('/v1/organizations');
  const ids = new Map(existing.map(({ code, id }) => [code, id]));
  const phase = new Phase(report, 'organizations', tree.length);
  const found = phase.counting(async (organization: DemoOrganization) => {
    const { parentCode, code, type, category, name, foundedOn } = organization;
    if (ids.has(code)) return;
    const { id } = await admin.post<Organization>('/v1/organizations', {
      parentId: parentCode === null ? null : ids.get(parentCode),
      type,
      ...(category !== null && { category }),
      code,
      name,
      foundedOn,
    });
    ids.set(code, id);
  });
  for (const level of ['committee', 'general_branch', 'branch', 'group'])
    await inParallel(
      WIDTH,
      tree.filter(({ type }) => type === level),
      found,
    );
  return ids;
}
