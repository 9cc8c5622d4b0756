import { type DomainError, errorEntry } from '#libs/contracts';
import { markup } from './html.js';
import { type Addresses, layout } from './page-layout.js';
import type { Words } from './words.js';

export interface LogInForm {
  readonly username: string;
  /** What went wrong with what was sent before. */
  readonly alert?: string;
}

/** The form; sent back with what went wrong, it has the user name again and never the password. */
export function logInView(words: Words, addresses: Addresses, form: LogInForm): string {
  const { say } = words;
  const { alert, username } = form;
  const wrong = alert !== undefined && markup` aria-invalid="true" aria-describedby="wrong"`;
  const body = markup`<h1>${say('logIn')}</h1>
    <div class="card">
      ${alert !== undefined && markup`<p class="alert" role="alert" id="wrong">${alert}</p>`}
      <p class="hint">${say('logInHint')}</p>
      <form method="post" action="${addresses.logIn}">
        <label for="username">${say('username')}</label>
        <input
          id="username"
          name="username"
          value="${username}"
          autocomplete="username"
          autocapitalize="none"
          autocorrect="off"
          spellcheck="false"
          maxlength="200"
          required${wrong}
        />
        <label for="password">${say('password')}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          maxlength="200"
          required${wrong}
        />
        <button class="act" type="submit">${say('logIn')}</button>
      </form>
    </div>
    <p><a href="${addresses.page}">${say('back')}</a></p>`;
  return layout(words, say('logIn'), body, addresses.otherLanguage);
}

/** What is told instead of what was asked for. */
export function problemView(problem: DomainError, words: Words, otherLanguage: string): string {
  const { say, language } = words;
  const isUnknown = problem.status === 404;
  const isOurs = problem.status >= 500;
  const title = isUnknown
    ? say('unknownCode')
    : isOurs
      ? say('trouble')
      : errorEntry(problem.code)[language];
  const body = markup`<h1>${title}</h1>
    <div class="card">
      ${isUnknown && markup`<p>${say('unknownHint')}</p>`}
      ${isOurs && markup`<p>${errorEntry(problem.code)[language]}</p>`}
      ${!isUnknown && markup`<p>${say('tryAgain')}</p>`}
    </div>`;
  return layout(words, title, body, otherLanguage);
}

/** What the form says of a log-in that was refused. */
export function alertOf(problem: DomainError, { say, language }: Words): string {
  if (problem.code === 'request.invalid' || problem.code === 'request.malformed')
    return say('fillIn');
  const wait = problem.extensions['retryAfter'];
  const title = errorEntry(problem.code)[language];
  if (problem.status !== 429 || wait === undefined) return title;
  return `${title}${language === 'zh' ? '。' : '. '}${say('waitFor')}${wait}`;
}
