import { phoneOf } from '../people/phone.policy.js';

/** What is typed at log-in: a user name or, as a roster would take it, a phone number. */
export interface LoginName {
  readonly username: string;
  readonly phone: string | undefined;
  /** By which failures are counted: one for all the ways to write a number. */
  readonly counted: string;
}

export function loginName(typed: string): LoginName {
  const username = typed.normalize('NFKC');
  const phone = phoneOf(username.trim());
  return { username, phone, counted: phone ?? username.toLowerCase() };
}
