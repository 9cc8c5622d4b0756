import { type KnownPerson, outcomeOf } from './roster-outcome.policy.js';
import type { RosterMember } from './roster-row.policy.js';

const member: RosterMember = {
  employeeNumber: 'T1',
  name: '张伟',
  sex: '1',
  ethnicity: '01',
  bornOn: '1980-01-01',
  citizenNumber: 'C1',
  education: null,
  phone: null,
  address: null,
  politicalStatus: null,
  organizationCode: 'ZB-1',
  memberKind: 'full',
  admittedOn: '2012-07-01',
  confirmedOn: null,
  standing: 'regular',
  assumed: [],
};

const person: KnownPerson = {
  id: 'p1',
  within: true,
  inFile: false,
  name: '张伟',
  employeeNumber: 'T1',
  sex: '1',
  ethnicity: '01',
  bornOn: '1980-01-01',
  education: '21',
  phoneIndex: 'aa',
  address: '五台县',
  membership: {
    organizationCode: 'ZB-1',
    memberKind: 'full',
    standing: 'regular',
    admittedOn: '2012-07-01',
    confirmedOn: '2013-07-01',
  },
};

const both = { byCitizen: person, byEmployee: person };
const nobody = { byCitizen: undefined, byEmployee: undefined };

describe('what comes of a row', () => {
  it('is a new person where there is none, whatever the mode', () => {
    expect(outcomeOf(member, null, nobody, 'create')).toEqual({ kind: 'create' });
    expect(outcomeOf(member, null, nobody, 'update')).toEqual({ kind: 'create' });
  });

  it('is refused of who is there, unless records are to be brought up to date', () => {
    expect(outcomeOf(member, null, both, 'create')).toEqual({
      kind: 'refused',
      fault: { field: 'citizenNumber', code: 'exists' },
    });
  });

  it('is nothing where the record says so already, or the row says nothing', () => {
    expect(outcomeOf(member, null, both, 'update')).toEqual({
      kind: 'unchanged',
      personId: 'p1',
      changes: {},
      decisions: [],
    });
  });

  it('is a changed record where the row says something else', () => {
    const row = { ...member, name: '张炜', education: '11', phone: '13800000000' };
    expect(outcomeOf(row, 'bb', both, 'update')).toMatchObject({
      kind: 'update',
      changes: { name: '张炜', education: '11', phone: '13800000000' },
      decisions: [],
    });
    expect(outcomeOf({ ...member, phone: '1' }, 'aa', both, 'update').kind).toBe('unchanged');
  });

  it('is not what was taken from elsewhere for want of a cell', () => {
    const row = { ...member, sex: '2', bornOn: '1981-01-01', standing: 'floating' } as const;
    const assumed = ['sex', 'bornOn', 'standing'] as const;
    expect(outcomeOf({ ...row, assumed }, null, both, 'update')).toMatchObject({
      kind: 'unchanged',
      decisions: [],
    });
    expect(outcomeOf(row, null, both, 'update')).toMatchObject({
      changes: { sex: '2', bornOn: '1981-01-01' },
      decisions: [{ field: 'standing', code: 'needs_decision' }],
    });
  });

  it.each([
    ['organizationCode', 'ZB-2'],
    ['memberKind', 'probationary'],
    ['standing', 'long_sick'],
    ['admittedOn', '2012-07-02'],
    ['confirmedOn', '2013-07-02'],
  ])('leaves to people what somebody is a member of, and as what: %s', (field, value) => {
    const outcome = outcomeOf({ ...member, [field]: value }, null, both, 'update');
    expect(outcome).toEqual({
      kind: 'unchanged',
      personId: 'p1',
      changes: {},
      decisions: [{ field, code: 'needs_decision' }],
    });
  });

  it('says of who is a member nowhere now that people decide', () => {
    const gone = { ...person, membership: null };
    expect(outcomeOf(member, null, { ...both, byCitizen: gone }, 'update')).toMatchObject({
      decisions: [{ field: 'memberKind', code: 'no_membership' }],
    });
  });

  it('knows by the employee number only who has the same name, and leaves the citizen number to people', () => {
    const found = { byCitizen: undefined, byEmployee: person };
    expect(outcomeOf(member, null, found, 'update')).toMatchObject({
      kind: 'unchanged',
      decisions: [{ field: 'citizenNumber', code: 'needs_decision' }],
    });
    const refused = (code: string) => ({
      kind: 'refused',
      fault: { field: 'employeeNumber', code },
    });
    expect(outcomeOf({ ...member, name: '李娜' }, null, found, 'update')).toEqual(
      refused('exists'),
    );
    const twice = { ...found, byEmployee: { ...person, inFile: true } };
    expect(outcomeOf(member, null, twice, 'update')).toEqual(refused('twice'));
    const other = { byCitizen: person, byEmployee: { ...person, id: 'p2' } };
    expect(outcomeOf(member, null, other, 'update')).toEqual(refused('exists'));
  });

  it('is refused of whom the roles of the caller do not reach', () => {
    const beyond = { ...person, within: false };
    expect(outcomeOf(member, null, { ...both, byCitizen: beyond }, 'update')).toEqual({
      kind: 'refused',
      fault: { field: 'citizenNumber', code: 'exists' },
    });
  });
});
