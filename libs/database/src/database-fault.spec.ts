import { databaseFault, isPassing } from './database-fault.js';

const withCode = (code: string): Error => Object.assign(new Error('x'), { code });

describe('what the database has against a statement', () => {
  it.each([
    ['57P01', 'away'],
    ['57P03', 'away'],
    ['08006', 'away'],
    ['ECONNREFUSED', 'away'],
    ['53300', 'busy'],
    ['55P03', 'busy'],
    ['25P03', 'busy'],
    ['57014', 'slow'],
    ['40001', 'conflict'],
    ['40P01', 'conflict'],
    ['23505', undefined],
    ['42601', undefined],
  ])('%s is %s', (code, fault) => {
    const error = withCode(code);
    expect(databaseFault(error)).toBe(fault);
    // A statement that takes too long once will do so again.
    expect(isPassing(error)).toBe(fault !== undefined && fault !== 'slow');
  });

  it.each([
    ['timeout exceeded when trying to connect', 'busy'],
    ['Connection terminated unexpectedly', 'away'],
    ['Connection terminated due to connection timeout', 'away'],
    ['Query runner already released. Cannot run queries anymore.', 'away'],
    ['Database connection provided by a query runner was already released, cannot …', 'away'],
    ['Client was closed and is not queryable', 'away'],
    ['Client has encountered a connection error and is not queryable', 'away'],
    ['Driver not Connected', 'away'],
    ['Cannot execute operation because connection is not yet established.', 'away'],
    ['something else', undefined],
  ])('without a code: %s', (message, fault) => {
    expect(databaseFault(new Error(message))).toBe(fault);
  });

  it('is found behind the error that tells of it', () => {
    expect(databaseFault(new Error('fetch failed', { cause: withCode('ECONNREFUSED') }))).toBe(
      'away',
    );
    expect(databaseFault('not an error')).toBeUndefined();
  });
});
