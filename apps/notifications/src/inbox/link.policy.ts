import type { Content } from '../templates/templates.js';

/** The page behind a message, where its readers may see one: a group's leader has no right to the run's scores. */
export function linkOf(content: Content, sourceId: string, subjectId: string): string | null {
  switch (content.template) {
    case 'score.member':
      return '/v1/me/scores';
    case 'score.group':
      return null;
    case 'score.branch':
      return `/v1/runs/${sourceId}/scores/${subjectId}`;
    case 'reminder.probation':
      return `/v1/probations?organizationId=${subjectId}&until=${content.params.dueOn}`;
    case 'reminder.own_probation':
      return '/v1/me';
    case 'reminder.election':
      return `/v1/advisories?organizationId=${subjectId}`;
    case 'reminder.letter':
      return content.params.transferId ? `/v1/transfers/${content.params.transferId}` : null;
    case 'reminder.own_letter':
      return '/v1/me/transfers';
  }
}
