import type { BranchCategory } from '#libs/contracts';

/** How a branch keeps its duties: what it leaves undone, and how its people come. */
export interface Temper {
  /** The chance that a meeting that was due is not held at all. */
  readonly leavesOut: { readonly branch: number; readonly group: number };
  /** The chance that the last month's record is not filed yet. */
  readonly leavesOpen: number;
  /** The chance that the reviewer sends a record back once. */
  readonly returned: number;
  /** The chance of staying away without a word. */
  readonly absence: number;
  /** The chance of being on leave for other reasons than the shift. */
  readonly leave: number;
}

const tempers = {
  model: {
    leavesOut: { branch: 0, group: 0 },
    leavesOpen: 0,
    returned: 0,
    absence: 0.003,
    leave: 0.02,
  },
  steady: {
    leavesOut: { branch: 0.02, group: 0.03 },
    leavesOpen: 0.01,
    returned: 0.02,
    absence: 0.02,
    leave: 0.05,
  },
  uneven: {
    leavesOut: { branch: 0.15, group: 0.2 },
    leavesOpen: 0.1,
    returned: 0.06,
    absence: 0.1,
    leave: 0.08,
  },
  weak: {
    leavesOut: { branch: 0.25, group: 0.4 },
    leavesOpen: 0.25,
    returned: 0.12,
    absence: 0.22,
    leave: 0.12,
  },
} as const satisfies Record<string, Temper>;

const byBranch: Readonly<Partial<Record<string, Temper>>> = {
  'WT-0101': tempers.model,
  'WT-0205': tempers.model,
  'WT-0301': tempers.model,
  'WT-0401': tempers.model,
  'WT-0102': tempers.uneven,
  'WT-0203': tempers.uneven,
  'WT-0104': tempers.uneven,
  'WT-0303': tempers.uneven,
  'WT-0404': tempers.uneven,
  'WT-0105': tempers.weak,
  'WT-0206': tempers.weak,
};

export function temperOf(branchCode: string): Temper {
  return byBranch[branchCode] ?? tempers.steady;
}

/** The chance that a meeting falls into one's shift: most of the mine works around the clock. */
export const shiftConflict: Readonly<Record<BranchCategory, number>> = {
  production: 0.09,
  auxiliary: 0.06,
  office: 0.01,
  retired: 0,
};
