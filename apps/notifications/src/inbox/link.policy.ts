import type { TemplateName } from '../templates/templates.js';

/** The page behind a message, where its readers may see one: a group's leader has no right to the run's scores. */
export function linkOf(template: TemplateName, sourceId: string, subjectId: string): string | null {
  switch (template) {
    case 'score.member':
      return '/v1/me/scores';
    case 'score.group':
      return null;
    case 'score.branch':
      return `/v1/runs/${sourceId}/scores/${subjectId}`;
  }
}
