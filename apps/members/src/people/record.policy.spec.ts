import { admissionFaults, readRecord, warningsOf } from './record.policy.js';

const today = '2026-11-27';
const citizenNumber = '11010519491231002X';
const written = { name: '张伟', citizenNumber };

describe('a record as it is written', () => {
  it('takes from the citizen number what is not said besides', () => {
    expect(readRecord({ ...written, citizenNumber: ' 11010519491231002x' }, today)).toEqual({
      record: {
        name: '张伟',
        citizenNumber,
        employeeNumber: null,
        sex: '2',
        ethnicity: null,
        bornOn: '1949-12-31',
        education: null,
        phone: null,
        address: null,
        politicalStatus: null,
      },
    });
  });

  it('keeps what is said, the phone without what people put between', () => {
    const said = { sex: '1', bornOn: '1950-01-01', phone: '+86 138-1234-5678' } as const;
    expect(readRecord({ ...written, ...said }, today)).toMatchObject({
      record: { sex: '1', bornOn: '1950-01-01', phone: '13812345678' },
    });
  });

  it('says all that is wrong at once', () => {
    const wrong = { citizenNumber: '110105194912310021', bornOn: '2026-11-28', phone: 'x' };
    expect(readRecord({ ...written, ...wrong }, today)).toEqual({
      faults: [
        { field: 'citizenNumber', code: 'check_character' },
        { field: 'bornOn', code: 'future' },
        { field: 'phone', code: 'phone' },
      ],
    });
  });
});

describe('an admission', () => {
  const full = { memberKind: 'full', admittedOn: '2012-07-01', confirmedOn: null } as const;

  it.each([
    [{}, []],
    [{ admittedOn: '2026-11-28' }, [{ field: 'admittedOn', code: 'future' }]],
    [{ confirmedOn: '2012-06-30' }, [{ field: 'confirmedOn', code: 'before_admission' }]],
    [{ confirmedOn: '2026-11-28' }, [{ field: 'confirmedOn', code: 'future' }]],
    [
      { memberKind: 'probationary', confirmedOn: '2013-07-01' } as const,
      [{ field: 'confirmedOn', code: 'probationary_confirmed' }],
    ],
  ])('with %j has the faults %j', (change, faults) => {
    expect(admissionFaults({ ...full, ...change }, today)).toEqual(faults);
  });
});

describe('what the citizen number does not say (GB 11643)', () => {
  const record = { citizenNumber, bornOn: '1949-12-31', sex: '2' } as const;

  it.each([
    [{}, '1967-12-31', []],
    [{}, '1967-12-30', ['under_age']],
    [{ bornOn: '1949-12-30' }, undefined, ['born_on_differs']],
    [{ sex: '1' } as const, undefined, ['sex_differs']],
    // 未说明 contradicts nothing.
    [{ sex: '9' } as const, undefined, []],
  ])('is a warning: %j, admitted on %s', (change, admittedOn, codes) => {
    expect(warningsOf({ ...record, ...change }, admittedOn).map(({ code }) => code)).toEqual(codes);
  });
});
