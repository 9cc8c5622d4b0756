import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ACCESS_TOKEN_SECONDS } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import type { DomainError, Scope } from '#libs/contracts';
import { inTransaction, type Transaction } from '#libs/database';
import { TokenIssuer, type TokenSubject } from '../sessions/token-issuer.js';
import { tokenMoment } from '../sessions/token-moment.js';
import {
  basicCredentials,
  type ClientCredentials,
  digestOf,
  grantedScopes,
} from './client-secrets.js';
import { clientInvalid, scopeInvalid } from './clients.errors.js';
import { ClientsRepository } from './clients.repository.js';
import type { ClientTokenDto, TokenRequest } from './dto/token.dto.js';

type Granted = TokenSubject & { readonly scopes: readonly Scope[] };

/** What programs get for a secret (RFC 6749, section 4.4). */
@Injectable()
export class ClientTokensService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clients: ClientsRepository,
    private readonly issuer: TokenIssuer,
    private readonly clock: Clock,
  ) {}

  async issue(authorization: string | undefined, body: TokenRequest): Promise<ClientTokenDto> {
    const credentials = credentialsOf(authorization, body);
    if (!credentials) throw clientInvalid();
    // The refusal is thrown behind the transaction: that it was refused is counted.
    const granted = await inTransaction(this.dataSource, (tx) =>
      this.grant(tx, credentials, body.scope),
    );
    if ('refusal' in granted) throw granted.refusal;
    return {
      access_token: await this.issuer.accessToken(granted),
      token_type: 'Bearer',
      expires_in: ACCESS_TOKEN_SECONDS,
      scope: granted.scopes.join(' '),
    };
  }

  private async grant(
    tx: Transaction,
    { id, secret }: ClientCredentials,
    scope: string | undefined,
  ): Promise<Granted | { readonly refusal: DomainError }> {
    const now = this.clock.now();
    const day = dayInShanghai(now);
    const shown = await this.clients.show(tx, id, digestOf(secret), now);
    const scopes = shown && grantedScopes(shown.scopes, scope);
    if (!scopes) {
      await this.clients.count(tx, id, 'refused', day);
      return { refusal: shown ? scopeInvalid() : clientInvalid() };
    }
    await this.clients.used(tx, shown.secretId, now);
    await this.clients.count(tx, id, 'tokens', day);
    return {
      accountId: id,
      sessionId: shown.secretId,
      moment: await tokenMoment(tx),
      passwordMustChange: false,
      scopes,
    };
  }
}

/** By one way, never by both. */
function credentialsOf(
  authorization: string | undefined,
  { client_id: id, client_secret: secret }: TokenRequest,
): ClientCredentials | undefined {
  if (authorization !== undefined)
    return id === undefined && secret === undefined ? basicCredentials(authorization) : undefined;
  return id === undefined || secret === undefined ? undefined : { id, secret };
}
