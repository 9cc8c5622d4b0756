const LAST_DIGITS = 8;

/** In base64 a text looks another way at each of three places; what its neighbours decide is left away. */
function base64(bytes: Buffer): Buffer[] {
  return [0, 1, 2].map((offset) => {
    const spelt = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const whole = Math.floor((offset + bytes.length) / 3) * 4;
    return Buffer.from(spelt.slice(offset === 0 ? 0 : 4, whole));
  });
}

const hex = (bytes: Buffer): Buffer[] => {
  const spelt = bytes.toString('hex');
  return [Buffer.from(spelt), Buffer.from(spelt.toUpperCase())];
};

/** A text in every way in which somebody might write it down. */
function spellings(text: string): Buffer[] {
  const utf8 = Buffer.from(text);
  const utf16 = Buffer.from(text, 'utf16le');
  const bigEndian = Buffer.from(utf16).swap16();
  // Neither the digits nor a letter of a number change in an address: it is encoded by its bytes.
  const encoded = [...utf8].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return [
    ...[utf8, utf16, bigEndian].flatMap((bytes) => [bytes, ...hex(bytes), ...base64(bytes)]),
    ...[encoded, encoded.toUpperCase(), encodeURIComponent(text)].map((one) => Buffer.from(one)),
    Buffer.from(
      [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    ),
  ];
}

/** Whole, and its last digits alone: what is masked shows fewer. */
const parts = (text: string): string[] =>
  /^\d{17}[\dX]$|^\d{11}$/.test(text) ? [text, text.slice(-LAST_DIGITS)] : [text];

/** What lies somewhere, and whether any of what was planted is in it. */
export class Planted<Name extends string> {
  private readonly needles: readonly (readonly [Name, Buffer])[];

  constructor(readonly words: Readonly<Record<Name, string>>) {
    const names = Object.keys(words) as Name[];
    this.needles = names.flatMap((name) =>
      parts(words[name]).flatMap((part) =>
        spellings(part).map((spelt): readonly [Name, Buffer] => [name, spelt]),
      ),
    );
  }

  /** The names of what is found, in whatever spelling. */
  in(haystack: string | Buffer): Name[] {
    const bytes = typeof haystack === 'string' ? Buffer.from(haystack) : haystack;
    const found = this.needles.filter(([, spelt]) => bytes.includes(spelt));
    return [...new Set(found.map(([name]) => name))];
  }
}
