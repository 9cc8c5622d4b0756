import { markup } from './html.js';
import { type Addresses, card, facts, layout } from './page-layout.js';
import type { Letter } from './scan-answers.js';
import type { WordName, Words } from './words.js';

const statuses: Readonly<Record<string, WordName>> = {
  valid: 'letterValid',
  expired: 'letterExpired',
  used: 'letterUsed',
};

/** What a letter of transfer is worth, and whose it is as far as whoever holds the paper may compare. */
export function letterView(letter: Letter, words: Words, addresses: Addresses): string {
  const { say } = words;
  const status = statuses[letter.status];
  const title = status ? say(status) : letter.status;
  const body = markup`<p class="kind">${say('ofLetter')}</p>
    <h1>${title}</h1>
    ${card(
      'letter',
      say('letterCompare'),
      facts([
        [say('letterNumber'), letter.number],
        [say('name'), letter.name],
        [say('letterFrom'), letter.fromName],
        [say('letterTo'), letter.toName],
      ]),
    )}`;
  return layout(words, title, body, addresses.otherLanguage);
}
