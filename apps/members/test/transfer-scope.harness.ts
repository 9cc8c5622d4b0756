import { appoint } from './codes.harness.js';
import { type Caller, openAccount } from './members.harness.js';
import { TransfersHarness } from './transfers.harness.js';

/** Two sibling general branches with a branch each, and a third that has nothing to do with what they send one another. */
export interface TwoSides {
  readonly harness: TransfersHarness;
  readonly from: string;
  readonly to: string;
  /** Officers of both general branches, the secretary of the receiving branch, somebody of the third, and a member. */
  readonly sender: Caller;
  readonly receiver: Caller;
  readonly secretary: Caller;
  readonly stranger: Caller;
  readonly member: Caller;
}

export async function twoSides(): Promise<TwoSides> {
  const harness = await TransfersHarness.start();
  const { admin } = harness;
  const { committee } = harness.mine;
  const id = (number: string): string => harness.id(number);
  const general = await Promise.all(
    ['ZZ-1', 'ZZ-2', 'ZZ-3'].map((code) => admin.founded('general_branch', code, committee)),
  );
  const [one = '', two = '', three = ''] = general;
  const from = await admin.founded('branch', 'ZB-11', one, 'production');
  const to = await admin.founded('branch', 'ZB-21', two, 'auxiliary');
  await admin.founded('branch', 'ZB-31', three, 'office');
  await harness.enrol([
    ...['A', 'B', 'C', 'D', 'M'].map((number) => ({ number, name: '张伟', code: 'ZB-11' })),
    { number: 'W', name: '张伟', code: 'ZB-11', kind: '预备党员' },
    { number: 'S', name: '李强', code: 'ZB-11' },
    { number: 'R', name: '王芳', code: 'ZB-21' },
    { number: 'T', name: '李娜', code: 'ZB-21' },
    { number: 'X', name: '赵敏', code: 'ZB-31' },
  ]);
  await appoint(admin, one, id('S'), 'secretary');
  await appoint(admin, two, id('R'), 'secretary');
  await appoint(admin, to, id('T'), 'secretary');
  await appoint(admin, three, id('X'), 'secretary');
  return {
    harness,
    from,
    to,
    sender: await openAccount(admin, id('S'), 'sender'),
    receiver: await openAccount(admin, id('R'), 'receiver'),
    secretary: await openAccount(admin, id('T'), 'secretary-of-to'),
    stranger: await openAccount(admin, id('X'), 'stranger'),
    member: await openAccount(admin, id('M'), 'member'),
  };
}
