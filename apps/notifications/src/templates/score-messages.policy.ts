import type { EventPayload, ScoreLevel } from '#libs/contracts';
import type { Address, NewMessage } from './new-message.js';
import type { ScoreTemplate } from './templates.js';

const rules: Readonly<
  Record<ScoreLevel, { template: ScoreTemplate; to: (subjectId: string) => Address }>
> = {
  member: { template: 'score.member', to: (personId) => ({ personId }) },
  group: {
    template: 'score.group',
    to: (organizationId) => ({ organizationId, role: 'group_leader' }),
  },
  branch: {
    template: 'score.branch',
    to: (organizationId) => ({ organizationId, role: 'branch_secretary' }),
  },
};

/**
 * Who is told what when scores are published: a member the own score, a group's leader and a branch's secretary that
 * of the group or branch. Nobody is told another person's score, and no message compares people.
 */
export function tellScores(published: EventPayload<'assessment.scores.published'>): NewMessage[] {
  const { template, to } = rules[published.level];
  return published.scores.map(([subjectId, score, grade]) => ({
    template,
    to: to(subjectId),
    sourceId: published.runId,
    subjectId,
    params: { month: published.month, score, grade, corrected: published.corrects !== null },
  }));
}
