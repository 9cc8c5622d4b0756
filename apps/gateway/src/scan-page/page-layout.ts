import { type Fragment, markup, Html } from './html.js';
import { style } from './page-style.js';
import type { Words } from './words.js';

/** Where a page of a code lies. */
export interface Addresses {
  readonly page: string;
  readonly logIn: string;
  readonly logOut: string;
  readonly photo: string;
  /** The same page in the other language. */
  readonly otherLanguage: string;
}

/** `chosen`: the language stands in the address, and goes on from page to page. */
export function addressesOf(code: string, words: Words, chosen: boolean, part = ''): Addresses {
  const page = `/q/${encodeURIComponent(code)}`;
  const kept = chosen ? `?lang=${words.language}` : '';
  const other = words.language === 'zh' ? 'en' : 'zh';
  return {
    page: page + kept,
    logIn: `${page}/login${kept}`,
    logOut: `${page}/logout${kept}`,
    photo: `${page}/photo`,
    otherLanguage: `${page}${part}?lang=${other}`,
  };
}

const htmlLanguage = { zh: 'zh-CN', en: 'en' } as const;

/** A whole page: head, bar, what is told, and the way to the other language. */
export function layout(words: Words, title: string, body: Fragment, otherLanguage: string): string {
  const { language, say } = words;
  const other = language === 'zh' ? 'en' : 'zh';
  return markup`<!doctype html>
<html lang="${htmlLanguage[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<meta name="robots" content="noindex, nofollow">
<title>${title} · ${say('suite')}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<div class="bar"><header><p>${say('suite')}</p></header></div>
<main>
${body}
</main>
<footer><a href="${otherLanguage}" lang="${htmlLanguage[other]}" hreflang="${htmlLanguage[other]}">${say('otherLanguage')}</a></footer>
</body>
</html>
`.text;
}

/** A definition list; what has no value leaves no row. */
export function facts(rows: readonly (readonly [label: string, value: Fragment])[]): Html {
  return markup`<dl>
    ${rows
      .filter(([, value]) => value !== null && value !== undefined && value !== false)
      .map(
        ([label, value]) =>
          markup`<div class="row">
            <dt>${label}</dt>
            <dd>${value}</dd>
          </div> `,
      )}
  </dl>`;
}

/** A part of the page under a heading that names it. */
export function card(id: string, heading: string, body: Fragment): Html {
  return markup`<section class="card" aria-labelledby="${id}">
    <h2 id="${id}">${heading}</h2>
    ${body}
  </section> `;
}
