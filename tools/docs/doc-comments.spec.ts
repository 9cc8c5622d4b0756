import { docComments } from './doc-comments.js';

describe('doc comments', () => {
  const comments = docComments(`
/** Of the constant, and of no property. */
export const schemas = {
  /** An activity
   *  was filed. */
  'activities.filed': z.object({
    // Not a doc comment.
    v: z.literal(1),
    /** Inside a call. */
    types: z.array(z.string()),
  }),
  /** Short. */
  PORT,
};`);

  it('are found by the names that lead to them', () => {
    expect([...comments]).toEqual([
      ['activities.filed', 'An activity was filed.'],
      ['activities.filed types', 'Inside a call.'],
      ['PORT', 'Short.'],
    ]);
  });
});
