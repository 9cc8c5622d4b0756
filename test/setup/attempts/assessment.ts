import { at, type Attempts, month } from './attempt.js';

/** The assessment service. */
export const assessment = {
  scores_own: { path: at('/v1/me/scores'), expect: 'own' },
  facts_list: { path: at(`/v1/facts?limit=200&month=${month}`), expect: 'own' },
  checks_check: { path: at('/v1/runs/checks'), body: () => ({ month }), expect: 'forbidden' },
  runs_start: { path: at('/v1/runs'), body: () => ({ month }), expect: 'forbidden' },
  runs_list: { path: at('/v1/runs'), expect: 'own' },
  runs_one: { path: at('/v1/runs/{}', 'runId'), expect: 'own' },
  runs_cancel: { path: at('/v1/runs/{}/cancel', 'runId'), expect: 'forbidden' },
  runs_resume: { path: at('/v1/runs/{}/resume', 'runId'), expect: 'forbidden' },
  runs_publish: { path: at('/v1/runs/{}/publish', 'runId'), expect: 'forbidden' },
  scores_list: { path: at('/v1/runs/{}/scores?level=member&limit=200', 'runId'), expect: 'own' },
  scores_changes: {
    path: at('/v1/runs/{}/changes?level=member&limit=200', 'runId'),
    expect: 'own',
  },
  scores_explain: {
    path: (hidden) => `/v1/runs/${hidden.runId}/scores/${hidden.personId}`,
    expect: 'hidden',
  },
  schemes_list: { path: at('/v1/schemes'), expect: 'own' },
  schemes_one: { path: at('/v1/schemes/{}', 'schemeId'), expect: 'own' },
  schemes_add: { path: at('/v1/schemes'), body: () => ({}), expect: 'forbidden' },
} satisfies Attempts;
