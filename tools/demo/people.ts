import type { BranchCategory, MembershipKind, MemberStanding } from '#libs/contracts';
import { fictionalCitizenNumber } from './citizen-number.js';
import type { DemoOrganization } from './mine-tree.js';
import { personName } from './names.js';
import { profiles, type Weights } from './profiles.js';
import { Random } from './random.js';

export interface DemoMember {
  readonly employeeNumber: string;
  readonly name: string;
  readonly sex: 'male' | 'female';
  /** As people write it: 汉族, 回族. */
  readonly ethnicity: string;
  readonly bornOn: string;
  readonly citizenNumber: string;
  /** GB/T 4658. */
  readonly education: string;
  /** Null where somebody lives without one. */
  readonly phone: string | null;
  readonly organizationCode: string;
  readonly category: BranchCategory;
  readonly memberKind: MembershipKind;
  readonly admittedOn: string;
  readonly confirmedOn: string | null;
  readonly standing: MemberStanding;
}

const ethnicities: Weights<string> = [
  ['汉族', 96],
  ['回族', 2],
  ['满族', 1],
  ['蒙古族', 1],
];
/** Made up: the last digits count up with the members. */
const FIRST_PHONE = 19_900_000_000;
const LAST_ADMISSION = '2023-12-31';
const admittedAsCandidate = ['2026-01-05', '2026-06-25'] as const;

/** The party's members of every organization that has some, deterministic from the seed. */
export function minePeople(seed: number, tree: readonly DemoOrganization[]): DemoMember[] {
  const places = tree.flatMap((organization) => {
    const { category, size, code } = organization;
    return category === null ? [] : Array.from({ length: size }, () => ({ category, code }));
  });
  const names = new Set<string>();
  const people = places.map(({ category, code }, index) => {
    const random = Random.of(seed, 'person', index);
    let person = ordinaryMember(random, category, code, index);
    while (names.has(person.name)) person = ordinaryMember(random, category, code, index);
    names.add(person.name);
    return person;
  });
  for (const category of Object.keys(profiles) as BranchCategory[])
    makeExceptions(seed, category, people);
  return people;
}

function ordinaryMember(
  random: Random,
  category: BranchCategory,
  organizationCode: string,
  index: number,
): DemoMember {
  const profile = profiles[category];
  const sex = random.chance(profile.men) ? 'male' : 'female';
  const bornOn = random.day(...(sex === 'male' ? profile.bornMen : profile.bornWomen));
  const admittedOn = admissionDay(random, bornOn);
  return {
    employeeNumber: `WT${String(10_001 + index)}`,
    name: personName(random, sex, bornOn),
    sex,
    ethnicity: random.weighted(ethnicities),
    bornOn,
    citizenNumber: fictionalCitizenNumber(bornOn, sex, index),
    education: random.weighted(profile.education),
    phone: random.chance(profile.phone) ? String(FIRST_PHONE + 1 + index) : null,
    organizationCode,
    category,
    memberKind: 'full',
    admittedOn,
    confirmedOn: yearsLater(admittedOn, 1),
    standing: 'regular',
  };
}

/** Between the ages of 20 and 45, as most are; those too young for that, lately. */
function admissionDay(random: Random, bornOn: string): string {
  const first = yearsLater(bornOn, 20);
  const last = yearsLater(bornOn, 45);
  return random.day(first, last < LAST_ADMISSION ? last : LAST_ADMISSION);
}

export function yearsLater(day: string, years: number): string {
  const year = String(Number(day.slice(0, 4)) + years);
  return `${year}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`;
}

/** Some are candidates, some are away, some are ill. */
function makeExceptions(seed: number, category: BranchCategory, people: DemoMember[]): void {
  const { probationary, floating, longSick } = profiles[category];
  const random = Random.of(seed, 'exceptions', category);
  const all = people.flatMap((person, index) => (person.category === category ? [index] : []));
  const drawn = new Set<number>();
  const change = (
    from: readonly number[],
    count: number,
    as: (person: DemoMember) => DemoMember,
  ): void => {
    for (const index of random.sample(
      from.filter((each) => !drawn.has(each)),
      count,
    )) {
      const person = people[index];
      if (person) people[index] = as(person);
      drawn.add(index);
    }
  };
  const young = all.filter((index) => (people[index]?.bornOn ?? '') >= '1988');
  change(young, probationary, (person) => ({
    ...person,
    memberKind: 'probationary',
    admittedOn: random.day(...admittedAsCandidate),
    confirmedOn: null,
  }));
  change(all, floating, (person) => ({ ...person, standing: 'floating' }));
  change(all, longSick, (person) => ({ ...person, standing: 'long_sick' }));
}
