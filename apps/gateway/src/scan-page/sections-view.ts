import { dayInShanghai } from '#libs/calendar';
import { type Fragment, markup, type Html } from './html.js';
import { card, facts } from './page-layout.js';
import type { OwnActivity, Scan, Score } from './scan-answers.js';
import type { Section } from './scan-page.js';
import type { Words } from './words.js';

/** A section of another service: what it has, or that it cannot be shown. */
function shown<T>(section: Section<T>, words: Words, view: (data: T) => Fragment): Fragment {
  return section.state === 'shown'
    ? view(section.data)
    : markup`<p class="away">${words.say('away')}</p>`;
}

export function activitiesCard(section: Section<readonly OwnActivity[]>, words: Words): Html {
  const { say, term, aside } = words;
  const view = (activities: readonly OwnActivity[]): Fragment =>
    activities.length === 0
      ? markup`<p class="hint">${say('noActivities')}</p>`
      : markup`<ul class="list">
          ${activities.map(
            ({ title, heldOn, types, status, organizationName }) =>
              markup`<li>
                ${title}${aside(term(status))}<br /><time datetime="${heldOn}">${heldOn}</time>
                <span
                  >${types.map(term).join(words.language === 'zh' ? '、' : ', ')}${organizationName && ` · ${organizationName}`}</span
                >
              </li> `,
          )}
        </ul>`;
  return card('activities', say('activities'), shown(section, words, view));
}

function linesOf(score: Score, { say, language }: Words): Fragment {
  if (score.lines.length === 0) return null;
  return markup`<h3>${say('lines')}</h3>
    ${facts(
      score.lines.map(
        ({ title, points, applicable }) =>
          [title[language], applicable ? String(points) : say('inapplicable')] as const,
      ),
    )}`;
}

/** How many have which grade, and of nobody which: there is no ranking of people. */
function distributionOf(score: Score, { say, term, language }: Words): Fragment {
  const counts = Object.entries(score.branchDistribution ?? {}).filter(([, count]) => count > 0);
  if (counts.length === 0) return null;
  const unit = language === 'zh' ? ` ${say('people')}` : '';
  return markup`<h3>${say('distribution')}</h3>
    ${facts(
      counts.map(
        ([grade, count]) =>
          [grade === 'none' ? say('none') : term(grade), `${count}${unit}`] as const,
      ),
    )}`;
}

export function scoreCard(section: Section<Score | null>, words: Words): Html {
  const { say, term } = words;
  const view = (score: Score | null): Fragment =>
    score === null
      ? markup`<p class="hint">${say('noScore')}</p>`
      : markup`${facts([
          [say('month'), score.month],
          [say('points'), score.score === null ? say('notScored') : String(score.score)],
          [
            say('grade'),
            score.score !== null && (score.grade === null ? say('notGraded') : term(score.grade)),
          ],
        ])}${linesOf(score, words)}${distributionOf(score, words)}`;
  return card('score', say('score'), shown(section, words, view));
}

/** As a clock in Shanghai shows it, to the minute. */
function timeOf(at: string): string {
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return at;
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant);
  return `${dayInShanghai(instant)} ${time}`;
}

const lookNames = ['record', 'photo', 'scan', 'export', 'transfer', 'transfer_letter'] as const;

/** One that this page does not know is shown as it is. */
const isLook = (what: string): what is (typeof lookNames)[number] =>
  (lookNames as readonly string[]).includes(what);

/** To scan takes no account; whatever else is looked at does, and not every account is a person's. */
export function looksCard(looks: NonNullable<Scan['looks']>, { say }: Words): Html {
  const body =
    looks.length === 0
      ? markup`<p class="hint">${say('noLooks')}</p>`
      : markup`<ul class="list">
          ${looks.map(
            ({ at, what, viewerName }) =>
              markup`<li>
                ${viewerName ?? say(what === 'scan' ? 'somebody' : 'account')} ·
                ${isLook(what) ? say(what) : what}<br /><time
                  datetime="${at}"
                  >${timeOf(at)}</time
                >
              </li> `,
          )}
        </ul>`;
  return card('looks', say('looks'), body);
}
