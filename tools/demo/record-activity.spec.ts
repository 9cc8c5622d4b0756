import { stepsLeft } from './record-activity.js';

describe('steps left for a record', () => {
  it('are all of the way for one that was only planned', () => {
    expect(stepsLeft('filed', 'planned')).toEqual(['hold', 'submit', 'approve']);
    expect(stepsLeft('held', 'planned')).toEqual(['hold']);
    expect(stepsLeft('filed_after_return', 'planned')).toEqual([
      'hold',
      'submit',
      'return',
      'hold',
      'submit',
      'approve',
    ]);
  });

  it('go on from where an earlier load stopped', () => {
    expect(stepsLeft('filed', 'held')).toEqual(['submit', 'approve']);
    expect(stepsLeft('filed', 'submitted')).toEqual(['approve']);
    expect(stepsLeft('filed_after_return', 'returned')).toEqual(['hold', 'submit', 'approve']);
  });

  it('are none for one that is done, or that somebody took elsewhere', () => {
    expect(stepsLeft('filed', 'filed')).toEqual([]);
    expect(stepsLeft('held', 'held')).toEqual([]);
    expect(stepsLeft('returned', 'returned')).toEqual([]);
    expect(stepsLeft('filed', 'cancelled')).toEqual([]);
    expect(stepsLeft('held', 'filed')).toEqual([]);
  });
});
