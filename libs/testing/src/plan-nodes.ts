import type { Client } from 'pg';

/** A step of a plan, as `explain (analyze, format json)` tells it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Both must read by index: a named statement is planned with its values at first, and without them later. */
export const planModes = ['force_custom_plan', 'force_generic_plan'] as const;

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/**
 * How PostgreSQL runs a statement of a read model: every step of its plan, from the top.
 * @param literals its parameters, as SQL.
 */
export async function planNodes(
  database: Client,
  mode: (typeof planModes)[number],
  statement: { readonly text: string },
  literals: readonly string[],
): Promise<PlanNode[]> {
  await database.query(`analyze; set plan_cache_mode = ${mode}; deallocate all`);
  await database.query(`prepare planned as ${statement.text}`);
  const { rows } = await database.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
    `explain (analyze, format json) execute planned (${literals.join(', ')})`,
  );
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  if (!plan) throw new Error('no plan');
  return nodesOf(plan);
}
