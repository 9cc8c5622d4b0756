import { affiliationFault } from './affiliation.policy.js';

describe('the day from which somebody belongs elsewhere', () => {
  const sound = {
    startsOn: '2026-07-01',
    affiliatedOn: '2020-01-01',
    affiliatedUntil: null,
    foundedOn: '2000-01-01',
    today: '2026-11-27',
  };

  it.each([
    [{}, undefined],
    [{ startsOn: '2026-11-27' }, undefined],
    [{ startsOn: '2026-11-28' }, 'future'],
    [{ startsOn: '2020-01-02' }, undefined],
    [{ startsOn: '2020-01-01' }, 'before_start'],
    [{ startsOn: '2010-01-01', affiliatedOn: null }, undefined],
    [{ startsOn: '1999-12-31', affiliatedOn: null }, 'before_founding'],
    [{ startsOn: '2019-12-31', affiliatedOn: null, affiliatedUntil: '2020-01-01' }, 'before_end'],
    [{ startsOn: '2020-01-01', affiliatedOn: null, affiliatedUntil: '2020-01-01' }, undefined],
  ])('with %j: %s', (change, fault) => {
    expect(affiliationFault({ ...sound, ...change })).toBe(fault);
  });
});
