import { randomUUID } from 'node:crypto';
import type { EventPayload, Role } from '#libs/contracts';
import type { SamplePerson } from '#libs/testing';
import { NotificationsHarness } from './notifications.harness.js';

type Due = Omit<EventPayload<'members.reminder.due'>, 'v'>;
type Organization = ReturnType<NotificationsHarness['directory']['organization']>;
interface Message {
  readonly kind: string;
  readonly title: string;
  readonly link: string | null;
}

let notifications: NotificationsHarness;
let committee: Organization;
let officer: SamplePerson;

beforeAll(async () => {
  notifications = await NotificationsHarness.start();
  committee = notifications.directory.organization('committee', null, { name: 'Mine' });
  officer = holder(committee, 'committee_officer');
});
afterAll(() => notifications.stop());

const holder = (organization: Organization, role: Role, endsOn: string | null = null) => {
  const person = notifications.directory.member(organization);
  notifications.members.put({
    kind: 'account',
    id: person.accountId,
    personId: person.id,
    disabled: false,
    tokensValidFrom: '2020-01-01T00:00:00Z',
    grants: [{ role, organizationId: organization.id, startsOn: '2020-01-01', endsOn }],
  });
  return person;
};
const branchOf = (name: string, parent = committee): Organization =>
  notifications.directory.organization('branch', parent, { name });

const probation = (branch: Organization, change: Partial<Due> = {}): Due => {
  const personId = randomUUID();
  return {
    reminderId: randomUUID(),
    kind: 'probation',
    stage: 'near',
    subjectId: personId,
    organizationId: branch.id,
    personId,
    dueOn: '2026-12-01',
    ...change,
  };
};

const inbox = async (account: string, language = 'en'): Promise<Message[]> => {
  const { body } = await notifications.get(account, '/v1/inbox', { 'accept-language': language });
  return (body as { data: Message[] }).data;
};
const told = async (...reminders: Due[]): Promise<number> => {
  await notifications.pull();
  return notifications.remind(notifications.due(...reminders));
};

describe('when a probation ends', () => {
  it("tells the branch's secretary and the member, each in the own language, and nobody else", async () => {
    const branch = branchOf('Branch One');
    const secretary = holder(branch, 'branch_secretary');
    const member = notifications.directory.member(branch);
    const sibling = holder(branchOf('Branch Two'), 'branch_secretary');
    await told(probation(branch, { subjectId: member.id, personId: member.id }));
    expect(await inbox(secretary.accountId)).toMatchObject([
      {
        kind: 'reminder.probation',
        title: 'Branch One: a probation ends on 1 December 2026',
        link: `/v1/probations?organizationId=${branch.id}&until=2026-12-01`,
      },
    ]);
    expect(await inbox(secretary.accountId, 'zh-CN')).toMatchObject([
      { title: 'Branch One：一名预备党员的预备期2026年12月1日届满' },
    ]);
    expect(await inbox(member.accountId, 'zh-CN')).toMatchObject([
      { kind: 'reminder.own_probation', title: '您的预备期2026年12月1日届满', link: '/v1/me' },
    ]);
    for (const other of [sibling, officer]) expect(await inbox(other.accountId)).toEqual([]);
  });

  it('is told once by an event that comes twice, in one batch or two, or as another event', async () => {
    const branch = branchOf('Twice');
    const secretary = holder(branch, 'branch_secretary');
    await notifications.pull();
    const event = notifications.due(probation(branch), probation(branch));
    expect(await notifications.remind(event, event)).toBe(2);
    expect(await notifications.remind(event)).toBe(0);
    expect(await notifications.remind({ ...event, id: randomUUID() })).toBe(2);
    expect(await inbox(secretary.accountId)).toHaveLength(2);
  });

  it('is told again when its day moves, and when the day has passed, in whatever order they come', async () => {
    const branch = branchOf('Moves');
    const secretary = holder(branch, 'branch_secretary');
    const { personId } = probation(branch);
    for (const [stage, dueOn] of [
      ['overdue', '2027-12-01'],
      ['near', '2027-12-01'],
      ['near', '2026-12-01'],
    ] as const)
      await told(probation(branch, { subjectId: personId ?? '', personId, stage, dueOn }));
    expect((await inbox(secretary.accountId)).map(({ title }) => title)).toEqual([
      'Moves: a probation ends on 1 December 2026',
      'Moves: a probation ends on 1 December 2027',
      'Moves: a probation ended on 1 December 2027',
    ]);
  });
});

describe('who acts', () => {
  const election = (organization: Organization): Due =>
    probation(organization, {
      kind: 'election',
      subjectId: organization.id,
      personId: null,
      dueOn: '2027-03-01',
    });
  const titles = async ({ accountId }: SamplePerson): Promise<string[]> =>
    (await inbox(accountId)).map(({ title }) => title);

  it('are the officers of a committee for the committee', async () => {
    const other = notifications.directory.organization('general_branch', committee, {
      name: 'General',
    });
    const its = holder(other, 'committee_officer');
    await told(election(other));
    expect(await inbox(its.accountId)).toMatchObject([
      {
        kind: 'reminder.election',
        title: 'General: the term ends on 1 March 2027',
        link: `/v1/advisories?organizationId=${other.id}`,
      },
    ]);
    expect(await titles(officer)).toEqual([]);
  });

  it('are those of the nearest committee above where the branch has no secretary', async () => {
    const general = notifications.directory.organization('general_branch', committee);
    const nearer = holder(general, 'committee_officer');
    const vacant = branchOf('Vacant', general);
    holder(vacant, 'branch_secretary', '2026-01-01');
    holder(general, 'branch_secretary');
    await told(election(vacant));
    expect(await titles(nearer)).toEqual(['Vacant: the term ends on 1 March 2027']);
    expect(await titles(officer)).toEqual([]);
  });

  it('are not those whose account is closed', async () => {
    const branch = branchOf('Closed');
    const secretary = holder(branch, 'branch_secretary');
    notifications.members.put({
      kind: 'account',
      id: secretary.accountId,
      personId: secretary.id,
      disabled: true,
      tokensValidFrom: '2020-01-01T00:00:00Z',
      grants: [
        {
          role: 'branch_secretary',
          organizationId: branch.id,
          startsOn: '2020-01-01',
          endsOn: null,
        },
      ],
    });
    await told(election(branch));
    expect(await titles(officer)).toEqual(['Closed: the term ends on 1 March 2027']);
  });

  it('of a committee without anybody is whoever becomes its officer', async () => {
    const vacant = {
      ...committee,
      id: randomUUID(),
      parentId: null,
      path: 'vacant/',
      name: 'Vacant',
    };
    notifications.members.put(vacant);
    await told(election(vacant));
    expect(await titles(holder(vacant, 'committee_officer'))).toEqual([
      'Vacant: the term ends on 1 March 2027',
    ]);
  });

  it('is whoever becomes the secretary where nobody is known, not even the organization', async () => {
    const late = { ...committee, id: randomUUID(), parentId: null, path: 'late/', name: 'Late' };
    await told(election(late));
    notifications.members.put(late);
    expect(await titles(holder(late, 'branch_secretary'))).toEqual([
      'Late: the term ends on 1 March 2027',
    ]);
  });
});

describe('when a letter of transfer runs out', () => {
  it('leads its officers to the transfer and the member to the own ones', async () => {
    const branch = branchOf('Receiver');
    const secretary = holder(branch, 'branch_secretary');
    const member = notifications.directory.member(branch);
    const transferId = randomUUID();
    await told(probation(branch, { kind: 'letter', subjectId: transferId, personId: member.id }));
    expect(await inbox(secretary.accountId)).toMatchObject([
      { kind: 'reminder.letter', link: `/v1/transfers/${transferId}` },
    ]);
    expect(await inbox(member.accountId)).toMatchObject([
      { kind: 'reminder.own_letter', link: '/v1/me/transfers' },
    ]);
  });
});

it('keeps nothing of a person, and nothing of an event that is not what the contract says', async () => {
  const branch = branchOf('Kept');
  const person = notifications.directory.member(branch, { name: '张三丰' });
  const admin = await notifications.service.database.admin('notifications');
  const stored = async (): Promise<string> =>
    JSON.stringify((await admin.query('select to_jsonb(message) from messages message')).rows);
  await told(probation(branch, { subjectId: person.id, personId: person.id }));
  const before = await stored();
  expect(before).not.toContain('张三丰');
  const wrong = notifications.due(probation(branch, { dueOn: '2026-02-30' }));
  await expect(notifications.remind(wrong)).rejects.toThrow();
  expect(await stored()).toBe(before);
});
