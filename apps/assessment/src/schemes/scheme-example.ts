import type { Scheme } from './scheme.js';

/** What the document shows of a definition: short, and one that would be taken. */
export const schemeExample: Scheme = {
  level: 'member',
  title: { zh: '党员月度积分', en: 'Monthly points of a member' },
  base: 6000,
  taskMaximum: 4000,
  applies: { categories: ['production', 'auxiliary'] },
  indicators: [
    {
      key: 'theme_day',
      kind: 'task',
      metric: 'attendance.theme_day',
      maximum: 1000,
      period: 'month',
      title: { zh: '参加主题党日', en: 'Attends the theme day' },
      source: '《中国共产党支部工作条例（试行）》第十六条',
    },
  ],
  bands: [
    { grade: 'excellent', from: 9000 },
    { grade: 'good', from: 8000 },
    { grade: 'fair', from: 6000 },
    { grade: 'below_standard', from: 0 },
  ],
};
