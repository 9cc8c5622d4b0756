import { refuseEvidence } from './evidence.policy.js';

describe('evidence', () => {
  it('is taken in any form, or not at all', () => {
    refuseEvidence([]);
    refuseEvidence([
      { kind: 'link', value: 'https://example.org/minutes?id=1' },
      { kind: 'sign_in_sheet', value: 'archive, folder 2026-10' },
      { kind: 'note', value: 'javascript:alert(1) is text in a note' },
    ]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'minutes.docx', '//x'])(
    'refuses the link %s',
    (value) => {
      expect(() =>
        refuseEvidence([
          { kind: 'note', value: 'x' },
          { kind: 'link', value },
        ]),
      ).toThrow(
        expect.objectContaining({
          code: 'activities.evidence_invalid',
          errors: [expect.objectContaining({ pointer: '/evidence/1/value' })],
        }) as Error,
      );
    },
  );
});
