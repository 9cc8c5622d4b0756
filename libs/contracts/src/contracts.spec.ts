import {
  covers,
  errorRegistry,
  eventTypes,
  parseSet,
  permits,
  queuesFor,
  rolePermissions,
  roles,
  subscribersOf,
  services,
  subscriptions,
  terms,
  unheardEvents,
} from './index.js';

const id = '01920000-0000-7000-8000-000000000001';

describe('the contract between services', () => {
  it('leaves no event without a subscriber, unless it says so', () => {
    expect(unheardEvents()).toEqual([]);
    expect(eventTypes.length).toBeGreaterThan(3);
  });

  it('gives every subscriber to one service that exists', () => {
    const all = services.flatMap(subscribersOf);
    expect(all.sort()).toEqual(Object.keys(subscriptions).sort());
    expect(queuesFor('members.directory.changed')).toHaveLength(3);
  });

  const settled = {
    id,
    type: 'activities.attendance.settled',
    occurredAt: '2026-10-01T08:00:00.000Z',
    traceId: null,
    payload: {
      v: 1,
      activityId: id,
      organizationId: id,
      types: ['lecture'],
      heldOn: '2026-10-01',
      personId: id,
      status: 'made_up',
      revision: 1,
    },
  };

  it('reads an event off the wire, and nothing else', () => {
    const { payload } = settled;
    expect(parseSet(settled)).toEqual({ id, whole: true, events: [{ ...settled, position: 0 }] });
    expect(() => parseSet({ ...settled, type: 'unknown' })).toThrow();
    expect(() => parseSet({ ...settled, payload: { ...payload, status: 'asleep' } })).toThrow();
    expect(() => parseSet({ ...settled, payload: { ...payload, heldOn: '2026-02-30' } })).toThrow();
    expect(() => parseSet(null)).toThrow();
  });

  it('reads several that were told together, or a part of them, each by its place', () => {
    const [first, second] = [1, 2].map((revision) => ({ ...settled.payload, revision }));
    const told = { ...settled, payload: [first, second] };
    const event = (position: number, payload: unknown) => ({ ...settled, position, payload });
    expect(parseSet(told)).toEqual({
      id,
      whole: true,
      events: [event(0, first), event(1, second)],
    });
    expect(parseSet({ ...told, from: 7 })).toEqual({
      id,
      whole: false,
      events: [event(7, first), event(8, second)],
    });
    expect(() => parseSet({ ...told, payload: [first, { ...second, revision: 0 }] })).toThrow();
    expect(() => parseSet({ ...told, from: -1 })).toThrow();
  });
});

describe('error codes', () => {
  it.each(Object.entries(errorRegistry))(
    '%s has a status and a title in both languages',
    (code, entry) => {
      expect(code).toMatch(/^[a-z]+\.[a-z_]+$/);
      expect(entry.status).toBeGreaterThanOrEqual(400);
      expect(entry.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(entry.en).toMatch(/^[A-Z]/);
    },
  );
});

describe('roles', () => {
  it('give a member nothing but what is the own, and an auditor nothing that changes', () => {
    expect(rolePermissions.member).toEqual([]);
    expect(rolePermissions.auditor.every((permission) => permission.endsWith('.read'))).toBe(true);
  });

  it('keep publication to administrators', () => {
    expect(permits('administrator', 'runs.publish')).toBe(true);
    expect(permits('committee_officer', 'runs.publish')).toBe(false);
  });
});

describe('scopes', () => {
  it('cover what they are named for, and to manage members the transfers too', () => {
    expect(covers('members.read', 'members.read')).toBe(true);
    expect(covers('members.manage', 'transfers.handle')).toBe(true);
    expect(covers('transfers.handle', 'members.manage')).toBe(false);
    expect(covers('members.manage', 'members.export')).toBe(false);
  });

  it('and so do roles', () => {
    for (const role of roles)
      if (permits(role, 'members.manage')) expect(permits(role, 'transfers.handle')).toBe(true);
  });
});

describe('terms', () => {
  it('have both languages', () => {
    for (const term of Object.values(terms)) {
      expect(term.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(term.en).toMatch(/^[a-z]/);
    }
  });
});
