import type { MemberStanding, MembershipKind } from '#libs/contracts';
import { withinRanges } from '#libs/database';
import type { MemberSort } from './dto/member.dto.js';
import { foundPeople } from './found-people.js';

/** A row of the statements below: the columns in their order. */
export type MemberRow = readonly [
  sortKey: string,
  membershipId: string,
  personId: string,
  name: string,
  employeeNumber: string | null,
  sex: string,
  organizationId: string,
  organizationName: string,
  memberKind: MembershipKind,
  standing: MemberStanding,
  admittedOn: string,
  confirmedOn: string | null,
];

interface MemberOrder {
  readonly name: string;
  /** What is sorted by, before the membership's id; `$3` and `$4` are the position. */
  readonly key: string;
  /** The position again, where it is a path and an index can begin there. */
  readonly path?: string;
}

interface MemberSource {
  readonly found: string;
  readonly members: string;
}

/** One organization after the other, in the order of the tree: `offset 0` keeps PostgreSQL from reading all of them. */
const everybody: MemberSource = {
  found: '',
  members: `cross join lateral (select * from memberships where organization_id = organization.id offset 0) membership`,
};

/** First who is found by `$11` and `$12`, then where each is a member, one by one: `offset 0` keeps it so. */
const searched: MemberSource = {
  found: `found as materialized (
      select belonging.* from (${foundPeople(11, 12)}) person
      cross join lateral (select * from memberships where person_id = person.id offset 0) belonging)`,
  members: 'join found membership on membership.organization_id = organization.id',
};

/** Which organizations of the scope: what stands before the statement, and what is asked of each. */
interface MemberTree {
  readonly below: string;
  readonly where: (path: string | undefined) => string;
}

/**
 * Below `$5` by today's tree: the page begins at the position or at that organization, whichever comes later. Where it
 * ends must not look like the other end of a range: PostgreSQL would take the organizations for a handful, and might
 * read every membership to sort it.
 */
const today: MemberTree = {
  below: `below as materialized (
      select path as first, left(path, -1) || '0' as beyond from organizations where id = $5::uuid
      union all select '', '~' where $5::uuid is null)`,
  where: (
    path,
  ) => `organization.path >= (select ${path ? `greatest(${path}, first)` : 'first'} collate "C" from below)
      and (organization.path < (select beyond from below) collate "C") is not false`,
};

/**
 * Scope, tree and position: the tree's index leads. Values stand in `(select …)`, so that PostgreSQL cannot look at them
 * when it plans: it would plan the statement anew for every page, in twice the time that the page takes.
 */
const pageBy = (
  { name, key, path }: MemberOrder,
  { below, where }: MemberTree,
  { found, members }: MemberSource = everybody,
) => {
  const before = [below, found].filter((part) => part !== '').join(', ');
  return {
    name,
    text: `${before === '' ? '' : `with ${before} `}select ${key} as sort_key, membership.id as membership_id, person.id as "personId", person.name,
      person.employee_number as "employeeNumber", person.sex, organization.id as "organizationId",
      organization.name as "organizationName", membership.kind as "memberKind", membership.standing,
      membership.admitted_on::text as "admittedOn", membership.confirmed_on::text as "confirmedOn"
    from organizations organization
    ${members}
    join people person on person.id = membership.person_id
    where ${withinRanges('organization.path', 1, 2)}
      and ${where(path)}
      and (${key}, membership.id) > ((select $3::text), (select $4::uuid))
      and membership.starts_on <= (select $6::date)
      and (membership.ends_on is null or membership.ends_on > (select $6::date))
      and ((select $7::text) is null or membership.standing = (select $7::text))
      and ((select $8::text) is null or membership.kind = (select $8::text))
      and ((select $9::text) is null or person.name like (select $9::text))
    order by ${key}, membership.id limit (select $10::bigint)`,
  };
};

/** For an organization as `$5` and a day as `$6`. */
export const belowOnTheDay = `organization.id in (
        with recursive below(id) as (
          select $5::uuid
          union
          select place.organization_id from organization_places place join below on below.id = place.parent_id
          where place.starts_on <= $6::date and (place.ends_on is null or place.ends_on > $6::date)
        )
        select id from below)`;

const onTheDay: MemberTree = {
  below: '',
  where: (path) => `($5::uuid is null or ${belowOnTheDay})
      and ${path ? `organization.path >= (select ${path} collate "C")` : 'true'}`,
};

/** In the order of the tree a page is read by index; in the others the members of the scope are sorted. */
const orders: Readonly<Record<MemberSort, MemberOrder>> = {
  organization: { name: 'members-page', key: 'organization.path', path: '$3::text' },
  name: { name: 'members-page-by-name', key: 'person.name collate "zh-x-icu"' },
  employeeNumber: {
    name: 'members-page-by-number',
    key: `coalesce(person.employee_number, '') collate "C"`,
  },
};

/** The members of a day: `$6`. Below what a filter is, the tree of today decides, or that of the day. */
export function memberPage(
  sort: MemberSort,
  tree: 'today' | 'on-the-day',
  whom: 'everybody' | 'searched' = 'everybody',
): ReturnType<typeof pageBy> {
  const order = orders[sort];
  const name = [order.name, tree === 'today' ? '' : tree, whom === 'everybody' ? '' : whom];
  return pageBy(
    { ...order, name: name.filter((part) => part !== '').join('-') },
    tree === 'today' ? today : onTheDay,
    whom === 'everybody' ? everybody : searched,
  );
}
