import { withinRanges } from '#libs/database';
import type { MemberSort } from './dto/member.dto.js';
import { foundPeople } from './found-people.js';

interface MemberOrder {
  readonly name: string;
  /** What is sorted by, before the membership's id; `$3` and `$4` are the position. */
  readonly key: string;
  /**
   * Says again what the position implies, where an index can begin there. Where it ends is left to the scope: with both
   * bounds a generic plan takes the organizations for a handful, and reads every membership.
   */
  readonly beginning?: string;
}

interface MemberSource {
  readonly found: string;
  readonly from: string;
}

const everybody: MemberSource = { found: '', from: 'memberships' };

/** First who is found by `$11` and `$12`, then where each is a member, one by one: `offset 0` keeps it so. */
const searched: MemberSource = {
  found: `with found as materialized (
      select belonging.* from (${foundPeople(11, 12)}) person
      cross join lateral (select * from memberships where person_id = person.id offset 0) belonging)
    `,
  from: 'found',
};

/** The bounded form twice, scope and filter, and the position a third time: the tree's index leads. */
const pageBy = (
  { name, key, beginning = 'true' }: MemberOrder,
  below: string,
  { found, from }: MemberSource = everybody,
) => ({
  name,
  text: `${found}select person.id as "personId", person.name, person.employee_number as "employeeNumber", person.sex,
      organization.id as "organizationId", organization.name as "organizationName", membership.kind as "memberKind",
      membership.standing, membership.admitted_on::text as "admittedOn", membership.confirmed_on::text as "confirmedOn",
      membership.id as membership_id, ${key} as sort_key
    from organizations organization
    join ${from} membership on membership.organization_id = organization.id
    join people person on person.id = membership.person_id
    where ${withinRanges('organization.path', 1, 2)}
      and ${beginning}
      and (${key}, membership.id) > ($3, $4::uuid)
      and ${below}
      and membership.starts_on <= $6::date and (membership.ends_on is null or membership.ends_on > $6::date)
      and ($7::text is null or membership.standing = $7)
      and ($8::text is null or membership.kind = $8)
      and ($9::text is null or person.name like $9)
    order by ${key}, membership.id limit $10`,
});

/** Below what a filter is today, the ranges say already. */
const belowToday = '$5::uuid is null';

/** For an organization as `$5` and a day as `$6`. */
export const belowOnTheDay = `organization.id in (
        with recursive below(id) as (
          select $5::uuid
          union
          select place.organization_id from organization_places place join below on below.id = place.parent_id
          where place.starts_on <= $6::date and (place.ends_on is null or place.ends_on > $6::date)
        )
        select id from below)`;

/** In the order of the tree a page is read by index; in the others the members of the scope are sorted. */
const orders: Readonly<Record<MemberSort, MemberOrder>> = {
  organization: {
    name: 'members-page',
    key: 'organization.path',
    beginning: 'organization.path >= $3 collate "C"',
  },
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
    tree === 'today' ? belowToday : `($5::uuid is null or ${belowOnTheDay})`,
    whom === 'everybody' ? everybody : searched,
  );
}
