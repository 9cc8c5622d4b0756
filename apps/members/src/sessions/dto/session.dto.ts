import { IsString, Length } from 'class-validator';

export class LoginRequest {
  /** The user name, or the phone number of the account's person. @example admin */
  @IsString()
  @Length(1, 200)
  username!: string;

  /** @example two-lamps-below-the-shaft */
  @IsString()
  @Length(1, 200)
  password!: string;
}

export class RefreshRequest {
  /**
   * The refresh token answered last: good for one use.
   * @example "Vb3J0l6kq2mX9Zr1uTnC5wYsE8oHdGf4aPiLxRyQeMA"
   */
  @IsString()
  @Length(1, 200)
  refreshToken!: string;
}

export class TokensDto {
  /**
   * Send it as `Authorization: Bearer …`.
   * @example "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIwMTlhM2I1ZSJ9.c2lnbmF0dXJl"
   */
  accessToken!: string;
  /**
   * Exchange it for new tokens before it is 30 days old; using one twice ends the session.
   * @example "Vb3J0l6kq2mX9Zr1uTnC5wYsE8oHdGf4aPiLxRyQeMA"
   */
  refreshToken!: string;
  /** Seconds for which the access token is good. @example 900 */
  expiresIn!: number;
  /** @example Bearer */
  tokenType!: 'Bearer';
  /**
   * The password is one that others know: these tokens open `POST /v1/me/password`, `GET /v1/me` and nothing else. Change
   * it, then exchange the refresh token.
   * @example false
   */
  passwordMustChange!: boolean;
}

export class JsonWebKeyDto {
  /** @example EC */
  kty!: string;
  /** @example "2026-10-a" */
  kid!: string;
  /** @example ES256 */
  alg!: string;
  /** @example sig */
  use!: string;
  /** @example P-256 */
  crv!: string;
  /** @example "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU" */
  x!: string;
  /** @example "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" */
  y!: string;
}

export class JsonWebKeySetDto {
  keys!: JsonWebKeyDto[];
}
