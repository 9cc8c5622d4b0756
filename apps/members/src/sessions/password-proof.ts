import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/calendar';
import { Passwords } from '../accounts/passwords.js';
import { LoginAttemptsRepository } from './login-attempts.repository.js';
import { slowDown } from './sessions.errors.js';

/** The account whose password it is said to be. */
export interface Claimed {
  readonly id: string;
  readonly passwordHash: string;
  readonly disabled: boolean;
}

/** Whether a password is the right one: slowed for who guesses, and as slow where there is no account at all. */
@Injectable()
export class PasswordProof {
  constructor(
    private readonly attempts: LoginAttemptsRepository,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
  ) {}

  /**
   * @param name by which failures are counted.
   * @throws auth.slow_down
   */
  async holds(name: string, account: Claimed | undefined, password: string): Promise<boolean> {
    const wait = await this.attempts.claim(name, this.clock.now());
    if (wait > 0) throw slowDown(wait);
    const matches = await this.passwords.matches(password, account?.passwordHash);
    if (!account || !matches || account.disabled) return false;
    await this.attempts.succeeded(name, this.clock.now());
    return true;
  }
}
