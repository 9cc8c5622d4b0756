import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { VerificationKeys } from '#libs/auth';
import { Upstreams } from './upstreams.js';

const TIMEOUT_MS = 3000;
const COOLDOWN_MS = 5000;
const FRESH_MS = 600_000;
const OK = 200;

/** The key set of whichever copy of members answers first. */
@Injectable()
export class MembersKeys extends VerificationKeys {
  readonly key: JWTVerifyGetKey;

  constructor(private readonly upstreams: Upstreams) {
    super();
    // The address matters to nobody: all copies are asked.
    this.key = createRemoteJWKSet(new URL('http://members/.well-known/jwks.json'), {
      timeoutDuration: TIMEOUT_MS,
      cooldownDuration: COOLDOWN_MS,
      cacheMaxAge: FRESH_MS,
      [customFetch]: (url, { signal }) => this.fetch(new URL(url).pathname, signal),
    });
  }

  private async fetch(path: string, signal: AbortSignal): Promise<Response> {
    const asked = this.upstreams.of('members').copies.all.map(async ({ pool }) => {
      const { statusCode, body } = await pool.request({ path, method: 'GET', signal });
      const text = await body.text();
      if (statusCode !== OK) throw new Error(`the key set was answered with ${statusCode}`);
      return text;
    });
    return new Response(await Promise.any(asked));
  }
}
