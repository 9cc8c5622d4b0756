import { Injectable } from '@nestjs/common';
import { InjectConfig } from '#libs/config';
import { openSealed, seal, sealingKey } from '#libs/http';
import type { GatewayConfig } from '../config.js';

/** What the cookie holds. The refresh token serves to end the session, and is never used to prolong it. */
export interface HeldTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Authenticated with what is sealed, so that nothing else that this key has sealed passes for a session. */
const PLACE = 'session';
/** `__Host-` would want the path `/`; this prefix still keeps a page without TLS from planting one. */
const nameOf = (secure: boolean): string => (secure ? '__Secure-wutai-scan' : 'wutai-scan');

/** Keeps who has logged in on the scan page, sealed, in a cookie that browsers send to these pages and nowhere else. */
@Injectable()
export class SessionCookie {
  private readonly key: Buffer;

  constructor(@InjectConfig() config: GatewayConfig) {
    this.key = sealingKey('scan-page', config.CURSOR_SECRET);
  }

  write(tokens: HeldTokens, seconds: number, secure: boolean): string {
    const { accessToken, refreshToken } = tokens;
    const sealed = seal(this.key, JSON.stringify({ accessToken, refreshToken }), PLACE);
    return cookie(sealed.toString('base64url'), seconds, secure);
  }

  clear(secure: boolean): string {
    return cookie('', 0, secure);
  }

  isSent(header: string | undefined, secure: boolean): boolean {
    return valueOf(header, nameOf(secure)) !== undefined;
  }

  /** @returns undefined for one that is not ours, was sealed with another key, or was changed. */
  read(header: string | undefined, secure: boolean): HeldTokens | undefined {
    const value = valueOf(header, nameOf(secure));
    if (value === undefined) return undefined;
    try {
      return JSON.parse(openSealed(this.key, Buffer.from(value, 'base64url'), PLACE)) as HeldTokens;
    } catch {
      return undefined;
    }
  }
}

function cookie(value: string, seconds: number, secure: boolean): string {
  const parts = [
    `${nameOf(secure)}=${value}`,
    'Path=/q',
    `Max-Age=${Math.max(0, Math.floor(seconds))}`,
    'HttpOnly',
    'SameSite=Lax',
  ];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}

function valueOf(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return undefined;
}
