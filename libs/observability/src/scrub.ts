/**
 * The last net, for texts that others compose: error messages, addresses. It knows what personal data and secrets look
 * like, not where they come from; what has no look of its own (a password, a name) must not get this far.
 */
const nets: readonly (readonly [RegExp, string])[] = [
  // A citizen number: eighteen characters, the last a digit or X.
  [/(?<![\w-])[1-9]\d{16}[\dXx](?![\w-])/g, '[citizen number]'],
  // A mobile number, with or without +86.
  [/(?<![\w.-])(?:\+?86[ -]?)?1[3-9]\d{9}(?![\w.-])/g, '[phone]'],
  // A JWT, and whatever follows `Bearer`.
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 [token]'],
  // User and password of a URL.
  [/:\/\/[^\s/@"']*@/g, '://[redacted]@'],
  // A secret by name, in a query string, in a form, or in JSON.
  [
    /\b(\w*(?:password|secret|token|citizenNumber|phone)\w*(?:=|\\?"\s*:\s*\\?"))[^\s&"\\]+/gi,
    '$1[redacted]',
  ],
];

/** Short texts are the most, and few of them can hold anything: a look before the nets are thrown. */
const worthALook = /\d{11}|eyJ|earer|asic|:\/\/|assword|ecret|oken|hone|itizen/i;

export function scrub(text: string): string {
  if (!worthALook.test(text)) return text;
  return nets.reduce((scrubbed, [net, caught]) => scrubbed.replace(net, caught), text);
}
