import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ACCESS_TOKEN_ALGORITHM, ACCESS_TOKEN_SECONDS, ACCESS_TOKEN_TYPE } from '#libs/auth';
import { Clock } from '#libs/calendar';
import { InjectConfig } from '#libs/config';
import type { Scope } from '#libs/contracts';
import type { MembersConfig } from '../config.js';
import { SigningKeys } from './signing-keys.js';
import type { TokenMoment } from './token-moment.js';

/** What an access token says. */
export interface TokenSubject {
  readonly accountId: string;
  readonly sessionId: string;
  readonly moment: TokenMoment;
  readonly passwordMustChange: boolean;
  /** Of a program: what the token may be used for. */
  readonly scopes?: readonly Scope[];
}

@Injectable()
export class TokenIssuer {
  constructor(
    private readonly jwt: JwtService,
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: MembersConfig,
  ) {}

  async accessToken(subject: TokenSubject): Promise<string> {
    const { accountId, sessionId, moment, passwordMustChange, scopes } = subject;
    const { kid, privateKey } = await this.keys.signingKey();
    const iat = Math.floor(this.clock.now().getTime() / 1000);
    return this.jwt.signAsync(
      {
        sid: sessionId,
        dir: moment.directory,
        iat,
        ims: moment.issuedMs,
        ...(passwordMustChange && { pwd: 'change' }),
        ...(scopes && { client_id: accountId, scope: scopes.join(' ') }),
      },
      {
        algorithm: ACCESS_TOKEN_ALGORITHM,
        header: { alg: ACCESS_TOKEN_ALGORITHM, typ: ACCESS_TOKEN_TYPE },
        keyid: kid,
        privateKey,
        subject: accountId,
        issuer: this.config.TOKEN_ISSUER,
        audience: this.config.TOKEN_ISSUER,
        expiresIn: ACCESS_TOKEN_SECONDS,
      },
    );
  }
}
