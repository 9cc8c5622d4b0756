import type { FieldError } from '#libs/contracts';
import { isCommonPassword } from './common-passwords.js';

export const PASSWORD_LEAST = 10;
export const PASSWORD_MOST = 200;

/** What belongs to the account and is known to others; null where it is not known here, or there is none. */
export interface KnownOfOwner {
  readonly username: string;
  readonly employeeNumber?: string | null;
  readonly phone?: string | null;
}

/** Shorter ones stand in many a password by chance. */
const TELLING_LENGTH = 4;

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

export type Weakness = Omit<FieldError, 'pointer'>;

const weaknesses = {
  minLength: {
    code: 'minLength',
    message: {
      zh: `至少需要 ${PASSWORD_LEAST} 个字符`,
      en: `needs at least ${PASSWORD_LEAST} characters`,
    },
  },
  maxLength: {
    code: 'maxLength',
    message: {
      zh: `最多 ${PASSWORD_MOST} 个字符`,
      en: `may have at most ${PASSWORD_MOST} characters`,
    },
  },
  common: {
    code: 'common_password',
    message: {
      zh: '是常见的、已泄露的密码，会最先被尝试',
      en: 'is one of the common, breached passwords that are tried first',
    },
  },
  username: {
    code: 'has_username',
    message: { zh: '不能包含用户名', en: 'may not contain the user name' },
  },
  employeeNumber: {
    code: 'has_employee_number',
    message: { zh: '不能包含工号', en: 'may not contain the employee number' },
  },
  phone: {
    code: 'has_phone',
    message: { zh: '不能包含手机号', en: 'may not contain the phone number' },
  },
} as const satisfies Record<string, Weakness>;

/**
 * Why a password may not be chosen; undefined when it may. Length, and whether it is easily guessed: no rules on kinds of
 * characters, which make passwords that are hard to remember and no harder to guess (NIST SP 800-63B).
 */
export function passwordWeakness(password: string, owner?: KnownOfOwner): Weakness | undefined {
  const normal = plain(password);
  const length = [...normal].length;
  if (length < PASSWORD_LEAST) return weaknesses.minLength;
  if (length > PASSWORD_MOST) return weaknesses.maxLength;
  if (isCommonPassword(normal)) return weaknesses.common;
  const found = (['username', 'employeeNumber', 'phone'] as const).find((what) => {
    const known = plain(owner?.[what] ?? '');
    return [...known].length >= TELLING_LENGTH && normal.includes(known);
  });
  return found && weaknesses[found];
}
