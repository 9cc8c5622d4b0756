import { tellScores } from './score-messages.policy.js';

const published = {
  v: 1,
  runId: '019a3b5e-0000-7000-8000-000000000001',
  corrects: null,
  month: '2026-10',
} as const;
const subject = '019a3b5e-0000-7000-8000-00000000000a';
const other = '019a3b5e-0000-7000-8000-00000000000b';

describe('who is told of published scores', () => {
  it('tells each member the own score, scored or not', () => {
    const messages = tellScores({
      ...published,
      level: 'member',
      scores: [
        [subject, 9100, 'excellent'],
        [other, null, null],
      ],
    });
    expect(messages).toMatchObject([
      { to: { personId: subject }, params: { score: 9100 } },
      { to: { personId: other }, params: { score: null } },
    ]);
  });

  it.each([
    ['group', 'group_leader', 'score.group'],
    ['branch', 'branch_secretary', 'score.branch'],
  ] as const)('tells of a %s whoever holds %s there', (level, role, template) => {
    const [message] = tellScores({ ...published, level, scores: [[subject, 7000, 'fair']] });
    expect(message).toEqual({
      template,
      to: { organizationId: subject, role },
      sourceId: published.runId,
      subjectId: subject,
      params: { month: '2026-10', score: 7000, grade: 'fair', corrected: false },
    });
  });

  it('says of a correction that it is one', () => {
    const corrects = '019a3b5e-0000-7000-8000-000000000002';
    const [message] = tellScores({
      ...published,
      corrects,
      level: 'member',
      scores: [[subject, 9100, 'excellent']],
    });
    expect(message).toMatchObject({ params: { corrected: true } });
  });
});
