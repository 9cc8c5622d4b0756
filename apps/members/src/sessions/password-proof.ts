import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/calendar';
import { Passwords } from '../accounts/passwords.js';
import { FieldSeal } from '../sealing/field-seal.js';
import { LoginAddressesRepository } from './login-addresses.repository.js';
import { LoginAttemptsRepository } from './login-attempts.repository.js';
import { slowDown } from './sessions.errors.js';

/** The account whose password it is said to be. */
export interface Claimed {
  readonly id: string;
  /** Null of a client, which has none. */
  readonly passwordHash: string | null;
  readonly disabled: boolean;
}

export interface Attempt {
  /** By which failures are counted (`loginName`). */
  readonly name: string;
  /** From where it comes. */
  readonly network: string;
  readonly account: Claimed | undefined;
  readonly password: string;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Whether a password is the right one: slowed for who guesses, and as slow where there is no account at all.
 *
 * Failures are counted by the name, and by the name at the address. From an address where the account logged in lately
 * only the second counts: so others who fail on purpose, from wherever, do not lock the owner out there.
 */
@Injectable()
export class PasswordProof {
  constructor(
    private readonly attempts: LoginAttemptsRepository,
    private readonly addresses: LoginAddressesRepository,
    private readonly passwords: Passwords,
    private readonly seal: FieldSeal,
    private readonly clock: Clock,
  ) {}

  /** @throws auth.slow_down */
  async holds({ name, network, account, password }: Attempt): Promise<boolean> {
    const id = account?.id ?? NOBODY;
    const address = this.seal.index(`${id} ${network}`, 'login_address');
    const isUsual = await this.addresses.isUsual(id, address, this.clock.now());
    const counters = [
      this.seal.index(`${network} ${name}`, 'login_name_at'),
      ...(isUsual ? [] : [this.seal.index(name, 'login_name')]),
    ];
    for (const counter of counters) {
      const wait = await this.attempts.claim(counter, this.clock.now());
      if (wait > 0) throw slowDown(wait);
    }
    const matches = await this.passwords.matches(password, account?.passwordHash ?? undefined);
    if (!account || !matches || account.disabled) return false;
    await this.attempts.succeeded(counters, this.clock.now());
    await this.addresses.remember(id, address, this.clock.now());
    return true;
  }
}
