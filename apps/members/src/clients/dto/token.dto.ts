import { IsIn, IsString, Length } from 'class-validator';
import { MayBeLeftOut } from '#libs/http';

/** The names are those of RFC 6749, section 4.4, so that OAuth libraries can be used as they are. */
export class TokenRequest {
  /** @example client_credentials */
  @IsIn(['client_credentials'])
  grant_type!: 'client_credentials';

  /**
   * The id of the client; or send it and the secret by `Authorization: Basic`.
   * @example "019a3b5e-7c10-7d9a-8f3e-2b6c4d5e6f70"
   */
  @MayBeLeftOut()
  @IsString()
  @Length(1, 200)
  client_id?: string;

  /** @example "wutai_Vb3J0l6kq2mX9Zr1uTnC5wYsE8oHdGf4aPiLxRyQeMA" */
  @MayBeLeftOut()
  @IsString()
  @Length(1, 200)
  client_secret?: string;

  /**
   * Permissions with spaces between: what this token is to be good for. All of the client's when left out.
   * @example scores.read
   */
  @MayBeLeftOut()
  @IsString()
  @Length(0, 1000)
  scope?: string;
}

export class ClientTokenDto {
  /**
   * Send it as `Authorization: Bearer …`.
   * @example "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIwMTlhM2I1ZSJ9.c2lnbmF0dXJl"
   */
  access_token!: string;
  /** @example Bearer */
  token_type!: 'Bearer';
  /** Seconds for which it is good. Ask for another then; there is no refresh token. @example 900 */
  expires_in!: number;
  /** What it is good for. @example scores.read */
  scope!: string;
}
