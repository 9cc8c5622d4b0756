import { type DemoOrganization, mineTree } from './mine-tree.js';
import { type DemoOffice, mineOffices } from './offices.js';
import { type DemoMember, minePeople } from './people.js';

/** The seed of the mine that samples/ holds and that the first start puts in. */
export const DEMO_SEED = 20_260_701;

/** A coal mine's party organizations and their people, of whom none exists. */
export interface Mine {
  readonly organizations: readonly DemoOrganization[];
  readonly members: readonly DemoMember[];
  readonly offices: readonly DemoOffice[];
}

export function buildMine(seed: number): Mine {
  const organizations = mineTree();
  const members = minePeople(seed, organizations);
  return { organizations, members, offices: mineOffices(seed, organizations, members) };
}
