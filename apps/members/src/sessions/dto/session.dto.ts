import { IsString, Length } from 'class-validator';

export class LoginDto {
  /** @example admin */
  @IsString()
  @Length(1, 200)
  username!: string;

  /** @example correct-horse-battery */
  @IsString()
  @Length(1, 200)
  password!: string;
}

export class RefreshDto {
  /** The refresh token answered last: good for one use. */
  @IsString()
  @Length(1, 200)
  refreshToken!: string;
}

export class TokensDto {
  /** Send it as `Authorization: Bearer …`. */
  accessToken!: string;
  /** Exchange it for new tokens before it is 30 days old; using one twice ends the session. */
  refreshToken!: string;
  /** Seconds for which the access token is good. @example 900 */
  expiresIn!: number;
  /** @example Bearer */
  tokenType!: 'Bearer';
}

export class JsonWebKeyDto {
  /** @example EC */
  kty!: string;
  kid!: string;
  /** @example ES256 */
  alg!: string;
  /** @example sig */
  use!: string;
  /** @example P-256 */
  crv!: string;
  x!: string;
  y!: string;
}

export class JsonWebKeySetDto {
  keys!: JsonWebKeyDto[];
}
