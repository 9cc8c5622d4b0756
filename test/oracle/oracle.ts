import type { ScoreLevel } from '#libs/contracts';
import { FactBook } from './fact-book.js';
import type { OracleInput, OracleOrganization } from './input.js';
import type { Below, Subject } from './lines.js';
import { Roster } from './roster.js';
import { schemeOf } from './scheme-in-force.js';
import { type OracleScore, scoreOne } from './score.js';

export type OracleMonth = Readonly<Record<ScoreLevel, readonly OracleScore[]>>;

/**
 * A month's scores at three levels, computed plainly: what a run of the assessment service has to come to, line by line.
 * Written from the page that says how a score is computed, and knowing nothing of how the service does it.
 */
export function scoreMonth(input: OracleInput): OracleMonth {
  const { month } = input;
  const facts = new FactBook(input.activities);
  const roster = new Roster(input);
  const subject = (id: string, below: Below | null): Subject => ({ id, month, facts, below });

  const memberScheme = schemeOf(input, 'member');
  const member = roster.memberships.map(({ personId, organizationId, memberKind }) =>
    scoreOne(memberScheme, {
      subject: subject(personId, null),
      organizationId,
      category: roster.categoryOf(organizationId),
      isGraded: memberKind === 'full',
    }),
  );

  const below = (unit: OracleOrganization, groups: readonly OracleScore[]): Below => {
    const own = <T extends { readonly organizationId: string }>(items: readonly T[]): T[] =>
      items.filter((item) => roster.isWithin(item.organizationId, unit));
    return {
      memberScores: own(member).flatMap(({ score }) => score ?? []),
      groupScores: own(groups).flatMap(({ score }) => score ?? []),
      attendance: facts.sumOf(
        own(roster.memberships).map(({ personId }) => personId),
        'attendance.',
        month,
      ),
    };
  };
  const scoreUnits = (
    level: 'group' | 'branch',
    units: readonly OracleOrganization[],
    groups: readonly OracleScore[],
  ): OracleScore[] => {
    const scheme = schemeOf(input, level);
    return units.map((unit) =>
      scoreOne(scheme, {
        subject: subject(unit.id, below(unit, groups)),
        organizationId: unit.id,
        category: roster.categoryOf(unit.id),
        isGraded: true,
      }),
    );
  };
  const group = scoreUnits('group', roster.groups, []);
  return { member, group, branch: scoreUnits('branch', roster.branches, group) };
}
