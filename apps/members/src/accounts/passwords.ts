import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** argon2id, the library's default algorithm, with OWASP's first choice of costs. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Without letters and digits that are taken for one another when read aloud. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

@Injectable()
export class Passwords {
  private nobody: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), cost);
  }

  /** @param stored undefined for a user that does not exist: refused after the same work. */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    this.nobody ??= this.hash(randomBytes(16).toString('hex'));
    const matches = await verify(stored ?? (await this.nobody), password.normalize('NFKC'));
    return matches && stored !== undefined;
  }

  /** 80 random bits in four groups, to be handed over once and changed. */
  generate(): string {
    const letters = [...randomBytes(16)].map((byte) => alphabet[byte % alphabet.length]).join('');
    return letters.replace(/(.{4})(?=.)/g, '$1-');
  }
}
