import { addDays, addMonthsToDay, dayInShanghai } from '#libs/calendar';
import { type Dto, expectData } from '#libs/sdk';
import { eventually } from '#libs/testing';
import type { Api } from '../tools/api/api.js';
import { fictionalCitizenNumber } from '../tools/demo/citizen-number.js';
import { startTestSuite, type TestSuite } from './setup/suite.js';
import { account, buildWorld, type World } from './setup/world.js';

/** Well within the notice of a probation. */
const DAYS_LEFT = 10;

describe('a probation that ends soon, from the members to the inbox of who has to act', () => {
  let suite: TestSuite;
  let world: World;

  beforeAll(async () => {
    suite = await startTestSuite();
    world = await buildWorld(suite);
  }, 120_000);
  afterAll(() => suite.stop());

  const inbox = async (of: Api): Promise<Dto<'InboxMessageDto'>[]> =>
    expectData(await of.client.GET('/v1/inbox')).data;
  const kinds = async (of: Api): Promise<string[]> => (await inbox(of)).map(({ kind }) => kind);

  it('is looked for by a copy that starts, told to the secretary and the member, and to nobody twice', async () => {
    const { admin, officer, own, sibling } = world;
    const name = '郑预备';
    const soon = addDays(dayInShanghai(new Date()), DAYS_LEFT);
    const entered = async (organizationId: string, order: number): Promise<string> => {
      const { personId } = expectData(
        await admin.client.POST('/v1/members', {
          body: {
            organizationId,
            name,
            citizenNumber: fictionalCitizenNumber('1995-06-07', 'male', order),
            memberKind: 'probationary',
            admittedOn: addMonthsToDay(soon, -12),
          },
        }),
      );
      return personId;
    };
    const personId = await entered(own.groupId, 91);
    const member = await account(suite, admin, personId, 'on-probation');
    const everybody = [own.secretary, member, sibling.secretary, officer];
    // The first copy looked when it started, before there was anybody; and each inbox knows its owner by now.
    for (const of of everybody) expect(await inbox(of)).toEqual([]);

    const second = await suite.copyOfMembers();
    const [told] = await eventually(async () => {
      const messages = await inbox(own.secretary);
      expect(messages).toHaveLength(1);
      return messages;
    });
    expect(told).toMatchObject({ kind: 'reminder.probation', readAt: null });
    expect(told?.title).toContain('A 党支部');
    // Who may see them finds them behind the link, and nobody else reads a name.
    expect(JSON.stringify(told)).not.toContain(name);
    const { data } = await own.secretary.get<Dto<'ProbationPageDto'>>(told?.link ?? '');
    expect(data).toMatchObject([{ personId }]);
    await eventually(async () => {
      expect(await kinds(member)).toEqual(['reminder.own_probation']);
    });
    await second.stop();

    // Another look at the same finds it told; what it tells is what is due since.
    await entered(sibling.groupId, 92);
    const third = await suite.copyOfMembers();
    await eventually(async () => {
      expect(await kinds(sibling.secretary)).toEqual(['reminder.probation']);
    });
    await third.stop();
    expect(await kinds(own.secretary)).toEqual(['reminder.probation']);
    expect(await kinds(member)).toEqual(['reminder.own_probation']);
    expect(await kinds(officer)).toEqual([]);
  });
});
