import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { InjectConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { currentTraceId, newTraceId, traceparent } from '#libs/observability';
import type { GatewayConfig } from '../config.js';
import { AskUpstream, type Question } from '../upstreams/ask-upstream.js';
import {
  activitiesAnswer,
  type Letter,
  letterAnswer,
  photoAnswer,
  runsAnswer,
  type Scan,
  scanAnswer,
  type Score,
  scoreAnswer,
  scoresAnswer,
  type Tokens,
  tokensAnswer,
} from './scan-answers.js';
import { type ScanPage, type Section, withoutStandings } from './scan-page.js';
import type { Viewer } from './viewers.js';

const ACTIVITIES_SHOWN = 5;
/** The runs in which a member is looked for, newest first: of a mine with several committees not each has all. */
const RUNS_ASKED = 3;

/** What a service answers where the viewer may not see it, or it is not there: then the page has no such section. */
const leftOut = new Set([403, 404, 409]);

/** Puts together what a scan shows, from what the services show the viewer: with the viewer's own token, or with none. */
@Injectable()
export class ScanPageService {
  constructor(
    private readonly upstream: AskUpstream,
    @InjectConfig() private readonly config: GatewayConfig,
  ) {}

  /** @throws codes.unknown; auth.token_invalid for a session that has ended; what lies in between. */
  async read(viewer: Viewer, code: string): Promise<ScanPage> {
    const scan = withoutStandings(await this.scan(viewer, code));
    const [activities, score] = await Promise.all([
      scan.as === 'self' ? this.section(viewer, () => this.activities(viewer)) : null,
      this.scoreOf(viewer, scan),
    ]);
    return { ...scan, activities, score, loggedIn: viewer.session !== undefined };
  }

  /** @throws photos.not_found for who may not see it, as where there is none; codes.unknown. */
  photo(viewer: Viewer, code: string): Promise<Buffer> {
    return this.ask(viewer, photoAnswer, {
      service: 'members',
      path: '/v1/scans/photo',
      body: { code },
      deadlineMs: this.config.READ_DEADLINE_MS,
      repeatable: true,
    });
  }

  /** What is printed on a letter of transfer is no code of a member: undefined where it is none of a letter either. */
  async letter(viewer: Viewer, code: string): Promise<Letter | undefined> {
    try {
      return await this.ask(viewer, letterAnswer, {
        service: 'members',
        path: '/v1/transfer-letters/verify',
        body: { code },
        deadlineMs: this.config.READ_DEADLINE_MS,
        repeatable: true,
      });
    } catch (error) {
      if (error instanceof DomainError && (error.status === 404 || error.status === 400))
        return undefined;
      throw error;
    }
  }

  /**
   * @throws auth.credentials_invalid, auth.slow_down, request.invalid and its like; auth.password_must_change: the
   * session would open nothing, so it is none.
   */
  async logIn(viewer: Viewer, username: string, password: string): Promise<Tokens> {
    const tokens = await this.ask(viewer, tokensAnswer, {
      service: 'members',
      path: '/v1/auth/login',
      body: { username, password },
      deadlineMs: this.config.WRITE_DEADLINE_MS,
      repeatable: false,
    });
    if (!tokens.passwordMustChange) return tokens;
    await this.logOut(viewer, tokens.refreshToken);
    throw new DomainError('auth.password_must_change');
  }

  /** Ends the session, as far as members can be reached: the cookie goes in any case. */
  async logOut(viewer: Viewer, refreshToken: string): Promise<void> {
    const question = {
      service: 'members',
      path: '/v1/auth/logout',
      body: { refreshToken },
      headers: introduction(viewer),
      deadlineMs: this.config.SECTION_DEADLINE_MS,
      repeatable: true,
    } as const;
    await this.upstream.ask(question).catch(() => undefined);
  }

  private async scan(viewer: Viewer, code: string): Promise<Scan> {
    try {
      return await this.ask(viewer, scanAnswer, {
        service: 'members',
        path: '/v1/scans',
        body: { code },
        deadlineMs: this.config.READ_DEADLINE_MS,
        repeatable: true,
      });
    } catch (error) {
      // What cannot be a code is told like one that opens nothing.
      if (error instanceof DomainError && error.status === 400)
        throw new DomainError('codes.unknown', { cause: error });
      throw error;
    }
  }

  private scoreOf(
    viewer: Viewer,
    { as, record }: Scan,
  ): Promise<Section<Score | null> | null> | null {
    if (as === 'self') return this.section(viewer, () => this.ownScore(viewer));
    if (as !== 'officer' || !record) return null;
    return this.section(viewer, () => this.scoreOfMember(viewer, record.personId));
  }

  private async activities(viewer: Viewer) {
    const path = `/v1/me/activities?limit=${ACTIVITIES_SHOWN}`;
    const { data } = await this.asViewer(viewer, 'activities', path, activitiesAnswer);
    return data;
  }

  private async ownScore(viewer: Viewer): Promise<Score | null> {
    const path = '/v1/me/scores?limit=1';
    const { data } = await this.asViewer(viewer, 'assessment', path, scoresAnswer);
    return data[0] ?? null;
  }

  /** @throws assessment's refusals, not found among them where no run that was asked has the member. */
  private async scoreOfMember(viewer: Viewer, personId: string): Promise<Score | null> {
    const until = performance.now() + this.config.SECTION_DEADLINE_MS;
    const { data } = await this.asViewer(
      viewer,
      'assessment',
      '/v1/runs?status=published&limit=10',
      runsAnswer,
    );
    const runs = data.filter(({ supersededBy }) => supersededBy === null).slice(0, RUNS_ASKED);
    for (const { id } of runs) {
      try {
        const path = `/v1/runs/${encodeURIComponent(id)}/scores/${encodeURIComponent(personId)}`;
        return await this.asViewer(viewer, 'assessment', path, scoreAnswer, until);
      } catch (error) {
        if (!(error instanceof DomainError) || error.status !== 404) throw error;
      }
    }
    return null;
  }

  private asViewer<S extends z.ZodType>(
    viewer: Viewer,
    service: 'activities' | 'assessment',
    path: string,
    shape: S,
    until: number = performance.now() + this.config.SECTION_DEADLINE_MS,
  ): Promise<z.infer<S>> {
    const deadlineMs = until - performance.now();
    return this.ask(viewer, shape, { service, path, deadlineMs, repeatable: true });
  }

  /** Whatever goes wrong with a section is the section's trouble alone. */
  private async section<T>(viewer: Viewer, read: () => Promise<T>): Promise<Section<T> | null> {
    try {
      await viewer.countRead();
      return { state: 'shown', data: await read() };
    } catch (error) {
      if (error instanceof DomainError && leftOut.has(error.status)) return null;
      return { state: 'unavailable' };
    }
  }

  private async ask<S extends z.ZodType>(
    viewer: Viewer,
    shape: S,
    question: Omit<Question, 'headers'>,
  ): Promise<z.infer<S>> {
    return shape.parse(await this.upstream.ask({ ...question, headers: introduction(viewer) }));
  }
}

/** Whom the services are asked for, and in which language. */
function introduction({ caller, language, userAgent, session }: Viewer): Record<string, string> {
  return {
    'accept-language': language === 'zh' ? 'zh-CN' : 'en',
    'x-forwarded-for': caller.address,
    'x-forwarded-proto': caller.protocol,
    'x-forwarded-host': caller.host,
    ...(userAgent !== undefined && { 'user-agent': userAgent }),
    traceparent: traceparent(currentTraceId() ?? newTraceId()),
    ...(session && { authorization: `Bearer ${session.accessToken}` }),
  };
}
