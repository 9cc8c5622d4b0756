import type { BranchCategory } from '#libs/contracts';

export type Weights<T> = readonly (readonly [T, number])[];

/** What the members of a category of branches are like. */
interface Profile {
  /** Their share. */
  readonly men: number;
  readonly bornMen: readonly [first: string, last: string];
  readonly bornWomen: readonly [first: string, last: string];
  /** Codes of GB/T 4658. */
  readonly education: Weights<string>;
  /** The share of those who have one. */
  readonly phone: number;
  /** How many of the category are not in the ordinary case. */
  readonly probationary: number;
  readonly floating: number;
  readonly longSick: number;
}

export const profiles: Readonly<Record<BranchCategory, Profile>> = {
  production: {
    men: 0.98,
    bornMen: ['1968-01-01', '1999-12-31'],
    bornWomen: ['1978-01-01', '1999-12-31'],
    education: [
      ['71', 10],
      ['61', 15],
      ['47', 15],
      ['41', 25],
      ['31', 25],
      ['21', 10],
    ],
    phone: 1,
    probationary: 5,
    floating: 3,
    longSick: 3,
  },
  auxiliary: {
    men: 0.85,
    bornMen: ['1968-01-01', '1999-12-31'],
    bornWomen: ['1976-01-01', '1999-12-31'],
    education: [
      ['71', 5],
      ['61', 12],
      ['47', 15],
      ['41', 23],
      ['31', 30],
      ['21', 15],
    ],
    phone: 1,
    probationary: 4,
    floating: 4,
    longSick: 2,
  },
  office: {
    men: 0.62,
    bornMen: ['1968-01-01', '1998-12-31'],
    bornWomen: ['1974-01-01', '1998-12-31'],
    education: [
      ['41', 5],
      ['31', 30],
      ['21', 55],
      ['14', 10],
    ],
    phone: 1,
    probationary: 3,
    floating: 1,
    longSick: 0,
  },
  retired: {
    men: 0.8,
    bornMen: ['1938-01-01', '1965-12-31'],
    bornWomen: ['1940-01-01', '1970-12-31'],
    education: [
      ['81', 15],
      ['71', 35],
      ['61', 20],
      ['41', 18],
      ['31', 10],
      ['21', 2],
    ],
    phone: 0.8,
    probationary: 0,
    floating: 7,
    longSick: 5,
  },
};
