const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"'`]/g, (sign) => escapes[sign] ?? sign);

/** Mark-up that was made by `markup`: nothing else goes into a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a template; what is false or not there leaves nothing. */
export type Fragment = Html | string | number | false | null | undefined | readonly Fragment[];

function written(fragment: Fragment): string {
  if (fragment instanceof Html) return fragment.text;
  if (fragment === false || fragment === null || fragment === undefined) return '';
  if (typeof fragment === 'string') return escaped(fragment);
  if (typeof fragment === 'number') return String(fragment);
  return fragment.map(written).join('');
}

/** A template that escapes every value, in text and in attributes in double quotes alike. */
export function markup(literals: TemplateStringsArray, ...values: readonly Fragment[]): Html {
  return new Html(
    literals.reduce((text, literal, index) => text + written(values[index - 1]) + literal),
  );
}
