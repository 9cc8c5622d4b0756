import type { Message } from '#libs/contracts';

/** The clause that is cited against an indicator that rewards traces on a screen rather than work done. */
export const formalismClause = (zh: string, en: string): Message => ({
  zh: `不得以${zh}作为考核评价依据（2026 年国务院整治“指尖上的形式主义”规定）`,
  en: `${en} must not be a basis of appraisal (State Council rule of 2026 against formalism at the fingertips)`,
});
