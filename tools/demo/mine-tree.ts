import type { BranchCategory, OrganizationType } from '#libs/contracts';

export interface DemoOrganization {
  readonly code: string;
  readonly parentCode: string | null;
  readonly type: OrganizationType;
  readonly category: BranchCategory | null;
  readonly name: string;
  readonly foundedOn: string;
  /** How many members belong to it directly. */
  readonly size: number;
}

interface GeneralBranch {
  readonly name: string;
  readonly category: BranchCategory;
  /** Each branch with the sizes of its groups; a number alone is a branch too small for groups. */
  readonly branches: readonly (readonly [name: string, members: readonly number[] | number])[];
}

/** The mine on one page: 20 branches, 60 groups, 600 members. */
const generalBranches: readonly GeneralBranch[] = [
  {
    name: '生产党总支',
    category: 'production',
    branches: [
      ['采煤一区党支部', [12, 11, 11, 10]],
      ['采煤二区党支部', [11, 10, 10]],
      ['掘进一区党支部', [12, 11, 10]],
      ['掘进二区党支部', [11, 11, 10]],
      ['开拓工区党支部', [10, 10, 9]],
      ['准备工区党支部', [11, 10, 9, 9]],
    ],
  },
  {
    name: '辅助党总支',
    category: 'auxiliary',
    branches: [
      ['运搬工区党支部', [11, 11, 10]],
      ['机电工区党支部', [12, 11, 10]],
      ['通防工区党支部', [10, 10, 9]],
      ['洗煤厂党支部', [11, 10, 9]],
      ['地测防治水党支部', [9, 8, 8]],
      ['供应后勤党支部', [10, 9, 9]],
    ],
  },
  {
    name: '机关党总支',
    category: 'office',
    branches: [
      ['机关第一党支部', [9, 9, 8]],
      ['机关第二党支部', [9, 8, 8]],
      ['机关第三党支部', [10, 9]],
      ['机关第四党支部', 9],
    ],
  },
  {
    name: '离退休党总支',
    category: 'retired',
    branches: [
      ['离退休第一党支部', [11, 10, 10, 10]],
      ['离退休第二党支部', [10, 10, 9, 9]],
      ['离退休第三党支部', [10, 10, 9]],
      ['离退休第四党支部', [10, 9, 9]],
    ],
  },
];

const ordinals = ['第一', '第二', '第三', '第四'];
const ROOT_CODE = 'WT';
const numbered = (index: number): string => String(index + 1).padStart(2, '0');

/** Every organization, parents before children. Codes grow by two digits a level: WT, WT-01, WT-0101, WT-010101. */
export function mineTree(): DemoOrganization[] {
  const root = { category: null, size: 0, foundedOn: '1978-07-01' };
  const tree: DemoOrganization[] = [
    { ...root, code: ROOT_CODE, parentCode: null, type: 'committee', name: '五台煤矿党委' },
  ];
  for (const [index, { name, category, branches }] of generalBranches.entries()) {
    const code = `${ROOT_CODE}-${numbered(index)}`;
    tree.push({ ...root, code, parentCode: ROOT_CODE, type: 'general_branch', name });
    for (const [position, [branchName, members]] of branches.entries())
      tree.push(...branchWithGroups(code, position, category, branchName, members));
  }
  return tree;
}

function branchWithGroups(
  parentCode: string,
  position: number,
  category: BranchCategory,
  name: string,
  members: readonly number[] | number,
): DemoOrganization[] {
  const code = `${parentCode}${numbered(position)}`;
  const own = { category, foundedOn: '1978-07-01' };
  const groups = typeof members === 'number' ? [] : members;
  return [
    {
      ...own,
      code,
      parentCode,
      type: 'branch',
      name,
      size: typeof members === 'number' ? members : 0,
    },
    ...groups.map((size, index) => ({
      ...own,
      code: `${code}${numbered(index)}`,
      parentCode: code,
      type: 'group' as const,
      name: `${shortName(name)}${ordinals[index] ?? ''}党小组`,
      size,
    })),
  ];
}

/** 采煤一区 for 采煤一区党支部, but 机关第一支部 for 机关第一党支部. */
function shortName(branch: string): string {
  return branch.replace(/(第.)党支部$/, '$1支部').replace(/党支部$/, '');
}
