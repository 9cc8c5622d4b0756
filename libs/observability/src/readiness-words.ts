import { scrub } from './scrub.js';

/** What is wrong, for a machine: a closed list. */
export type UnreadyCode = 'away' | 'late' | 'refused' | 'failed' | 'stopping';

export interface Unready {
  readonly code: UnreadyCode;
  /** For a person. Names no host, no user, and nothing of a connection string. */
  readonly message: string;
}

const LONGEST = 200;

const away: Unready = { code: 'away', message: 'does not answer' };
export const late: Unready = { code: 'late', message: 'no answer in time' };

/** By the codes of systems, drivers and PostgreSQL: their own words name hosts and users. */
const known: readonly (readonly [RegExp, Unready])[] = [
  [
    /^(E(CONN|PIPE|HOST|NET|TIMEDOUT|AI_)|ENOTFOUND|UND_ERR|08|57P0[1-5]|server\.unavailable$)/,
    away,
  ],
  [/^28/, { code: 'refused', message: 'refuses the log-in' }],
  [/^(3D|3F|42)/, { code: 'refused', message: 'is not migrated, or rights are missing' }],
  [/^53/, { code: 'refused', message: 'has no room for another connection' }],
  [/^(57014|55P03|ABORT_ERR)/, late],
];

/** `host:port` and addresses, which the words of a plain error may still have; the time of day is none. */
const address =
  /(?<!:)\b(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\]|[\w-]+(?:\.[\w-]+)*)(?::\d{2,5})\b(?!:)/gi;

/** What a check that failed says to people and machines. A check's own sentence is kept; a driver's is not. */
export function unreadyWords(error: unknown): Unready {
  const code = codeOf(error);
  if (code !== '') {
    const [, words] = known.find(([pattern]) => pattern.test(code)) ?? [];
    return words ?? { code: 'failed', message: 'failed' };
  }
  if (!(error instanceof Error) || error.message === '')
    return { code: 'failed', message: 'failed' };
  const message = scrub(error.message).replace(address, '…').slice(0, LONGEST);
  return { code: error.message === 'away' ? 'away' : 'failed', message };
}

function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  // `fetch failed` has its reason in the cause.
  const own = code ?? (error instanceof TypeError ? cause?.code : undefined);
  return typeof own === 'string' ? own : '';
}
