import { type ReminderParams, reminderTexts } from './reminder-texts.js';
import { type ScoreParams, scoreTexts } from './score-texts.js';
import type { MessageText, RenderContext } from './template.js';

/** Every text of the suite's messages, in both languages. A message names its template and is rendered when read. */
export const templates = { ...scoreTexts, ...reminderTexts } as const;

export type ScoreTemplate = keyof typeof scoreTexts;
export type ReminderTemplate = keyof typeof reminderTexts;
export type TemplateName = keyof typeof templates;

/** A text, and what it is filled with. */
export type Content =
  | { readonly template: ScoreTemplate; readonly params: ScoreParams }
  | { readonly template: ReminderTemplate; readonly params: ReminderParams };

export function render(
  content: Content,
  language: 'zh' | 'en',
  context: RenderContext,
): MessageText {
  switch (content.template) {
    case 'score.member':
    case 'score.group':
    case 'score.branch':
      return scoreTexts[content.template][language](content.params, context);
    case 'reminder.probation':
    case 'reminder.own_probation':
    case 'reminder.election':
    case 'reminder.letter':
    case 'reminder.own_letter':
      return reminderTexts[content.template][language](content.params, context);
  }
}
