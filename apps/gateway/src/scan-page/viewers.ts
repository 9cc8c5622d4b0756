import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessTokens, bearerRefusal } from '#libs/auth';
import { DomainError } from '#libs/contracts';
import { type Language, languageOf, networkOf } from '#libs/http';
import { type Caller, Callers } from '../callers/callers.js';
import { Limiter } from '../limits/limiter.js';
import { namesTwoHosts } from '../proxy/headers.policy.js';
import { type HeldTokens, SessionCookie } from './session-cookie.js';

/** Who looks at the page, and how. */
export interface Viewer {
  readonly caller: Caller;
  readonly language: Language;
  /** What a session begun here is listed with. */
  readonly userAgent: string | undefined;
  /** The language stands in the address. */
  readonly languageChosen: boolean;
  readonly secure: boolean;
  readonly session: HeldTokens | undefined;
  /** A cookie came along that is worth nothing any more. */
  readonly ended: boolean;
  /** Counts what is read for the page beside the scan, for the account: the page is no way around its limit. */
  countRead(): Promise<void>;
}

const languages: Readonly<Record<string, Language>> = { zh: 'zh', 'zh-cn': 'zh', en: 'en' };

/** The language that the address asks for. */
export function chosenLanguage({ query }: FastifyRequest): Language | undefined {
  const { lang } = (query ?? {}) as { lang?: unknown };
  return typeof lang === 'string' && Object.hasOwn(languages, lang.toLowerCase())
    ? languages[lang.toLowerCase()]
    : undefined;
}

export const languageFor = (request: FastifyRequest): Language =>
  chosenLanguage(request) ?? languageOf(request.headers['accept-language']);

/** Tells who looks, by their cookie, and counts their requests like those for the API. */
@Injectable()
export class Viewers {
  constructor(
    private readonly callers: Callers,
    private readonly cookie: SessionCookie,
    private readonly tokens: AccessTokens,
    private readonly limiter: Limiter,
  ) {}

  /**
   * Counted for the account where the session is good, else for the address.
   *
   * @throws request.malformed, request.rate_limited; server.unavailable where the session cannot be told good from bad.
   */
  async admit(request: FastifyRequest, reply: FastifyReply): Promise<Viewer> {
    const caller = this.callerOf(request);
    const secure = caller.protocol === 'https';
    const held = this.cookie.read(request.headers.cookie, secure);
    const account = held && (await this.accountOf(held));
    const count = async (): Promise<void> => {
      if (account === undefined)
        await this.limiter.check('anonymous', networkOf(caller.address), reply);
      else await this.limiter.check('read', account, reply);
    };
    await count();
    return {
      caller,
      language: languageFor(request),
      userAgent: request.headers['user-agent'],
      languageChosen: chosenLanguage(request) !== undefined,
      secure,
      session: account === undefined ? undefined : held,
      ended: account === undefined && this.cookie.isSent(request.headers.cookie, secure),
      countRead: count,
    };
  }

  /** One who sends user name and password: counted together with the log-ins of the API, before anything is asked. */
  async admitLogIn(request: FastifyRequest, reply: FastifyReply): Promise<Viewer> {
    const caller = this.callerOf(request);
    await this.limiter.check('login', networkOf(caller.address), reply);
    return {
      caller,
      language: languageFor(request),
      userAgent: request.headers['user-agent'],
      languageChosen: chosenLanguage(request) !== undefined,
      secure: caller.protocol === 'https',
      session: undefined,
      ended: false,
      countRead: () => Promise.resolve(),
    };
  }

  private callerOf(request: FastifyRequest): Caller {
    if (namesTwoHosts(request.raw.rawHeaders)) throw new DomainError('request.malformed');
    return this.callers.of(request);
  }

  private async accountOf({ accessToken }: HeldTokens): Promise<string | undefined> {
    try {
      return (await this.tokens.verify(accessToken)).sub;
    } catch (reason) {
      const refusal = bearerRefusal(reason);
      if (refusal.status !== 401) throw refusal;
      return undefined;
    }
  }
}
