import { createHash } from 'node:crypto';
import { demoAccounts } from './accounts.js';
import { buildMine, DEMO_SEED } from './mine.js';

const mine = buildMine(DEMO_SEED);
const members = new Map(mine.members.map((member) => [member.employeeNumber, member]));

const hash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex');

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

/** GB 11643 (ISO 7064, MOD 11-2), worked from the right: a valid number leaves 1. */
function isValidCitizenNumber(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  let sum = 0;
  let weight = 1;
  for (const character of [...number].reverse()) {
    sum += weight * (character === 'X' ? 10 : Number(character));
    weight = (weight * 2) % 11;
  }
  return sum % 11 === 1;
}

describe('the demo mine', () => {
  it('is the same from the same seed, and another from another', () => {
    expect(hash(buildMine(7))).toBe(hash(buildMine(7)));
    expect(hash(buildMine(7))).not.toBe(hash(buildMine(8)));
  });

  it('has one committee, four general branches, twenty branches, sixty groups, six hundred members', () => {
    expect(countBy(mine.organizations, ({ type }) => type)).toEqual({
      committee: 1,
      general_branch: 4,
      branch: 20,
      group: 60,
    });
    expect(mine.members).toHaveLength(600);
  });

  it('lists parents before children, with codes that begin like the parent’s', () => {
    const seen = new Set<string>();
    for (const { code, parentCode } of mine.organizations) {
      if (parentCode !== null) {
        expect(seen).toContain(parentCode);
        expect(code.startsWith(parentCode)).toBe(true);
      }
      seen.add(code);
    }
    expect(seen.size).toBe(85);
  });

  it('gives everybody a well-formed citizen number of their own, of a region that has none', () => {
    expect(isValidCitizenNumber('11010519491231002X')).toBe(true);
    expect(isValidCitizenNumber('110105194912310021')).toBe(false);
    for (const { citizenNumber, bornOn, sex } of mine.members) {
      expect(isValidCitizenNumber(citizenNumber)).toBe(true);
      expect(citizenNumber.slice(0, 6)).toBe('371300');
      expect(citizenNumber.slice(6, 14)).toBe(bornOn.replaceAll('-', ''));
      expect(Number(citizenNumber[16]) % 2 === 1).toBe(sex === 'male');
    }
    for (const key of ['citizenNumber', 'employeeNumber', 'name'] as const)
      expect(new Set(mine.members.map((member) => member[key])).size).toBe(600);
  });

  it('has candidates, floating and long-sick members, and few without a phone', () => {
    expect(countBy(mine.members, ({ memberKind }) => memberKind)).toEqual({
      full: 588,
      probationary: 12,
    });
    expect(countBy(mine.members, ({ standing }) => standing)).toEqual({
      regular: 575,
      floating: 15,
      long_sick: 10,
    });
    const phones = mine.members.flatMap(({ phone }) => phone ?? []);
    expect(phones.length).toBeGreaterThan(550);
    expect(phones.length).toBeLessThan(600);
    expect(phones.every((phone) => /^1990000\d{4}$/.test(phone))).toBe(true);
  });

  it('admits nobody under age, and confirms a year later whoever is no candidate', () => {
    for (const { bornOn, admittedOn, confirmedOn, memberKind } of mine.members) {
      expect(Number(admittedOn.slice(0, 4)) - Number(bornOn.slice(0, 4))).toBeGreaterThanOrEqual(
        18,
      );
      expect(confirmedOn === null).toBe(memberKind === 'probationary');
      if (confirmedOn !== null)
        expect(Number(confirmedOn.slice(0, 4))).toBe(Number(admittedOn.slice(0, 4)) + 1);
    }
  });

  it('gives every branch a secretary and an organization commissioner, every group a leader', () => {
    const held = new Set(
      mine.offices.map((office) => `${office.organizationCode} ${office.title}`),
    );
    for (const { code, type } of mine.organizations) {
      expect(held).toContain(`${code} ${type === 'group' ? 'group_leader' : 'secretary'}`);
      if (type === 'branch') expect(held).toContain(`${code} organization_commissioner`);
    }
    expect(held).toContain('WT deputy_secretary');
    expect(held).toContain('WT organization_commissioner');
  });

  it('appoints full members in place from below the organization, to one office each', () => {
    for (const { organizationCode, employeeNumber } of mine.offices) {
      const holder = members.get(employeeNumber);
      expect(holder).toMatchObject({ memberKind: 'full', standing: 'regular' });
      expect(holder?.organizationCode.startsWith(organizationCode)).toBe(true);
    }
    const holders = mine.offices.map(({ employeeNumber }) => employeeNumber);
    expect(new Set(holders).size).toBe(holders.length);
  });

  it('lets secretaries, officers, some leaders and members, and an auditor log in', () => {
    const accounts = demoAccounts(DEMO_SEED, mine);
    expect(countBy(accounts, ({ username }) => username.split('-')[0] ?? '')).toEqual({
      secretary: 20,
      officer: 5,
      leader: 3,
      member: 3,
      auditor: 1,
    });
    expect(new Set(accounts.map(({ username }) => username)).size).toBe(32);
  });
});
