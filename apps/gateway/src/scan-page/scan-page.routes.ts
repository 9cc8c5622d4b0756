import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';
import { toDomainError } from '#libs/http';
import { LoadShedding } from '../overload/load-shedding.js';
import { answerTrouble, guard, sendPage, wantsJson } from './answers.js';
import { alertOf, logInView } from './form-views.js';
import { letterView } from './letter-view.js';
import { addressesOf } from './page-layout.js';
import { isForeign } from './same-origin.policy.js';
import type { ScanPage } from './scan-page.js';
import { ScanPageService } from './scan-page.service.js';
import { scanView } from './scan-view.js';
import { SessionCookie } from './session-cookie.js';
import { languageFor, chosenLanguage, type Viewer, Viewers } from './viewers.js';
import { wordsIn } from './words.js';

/** Two fields of 200 characters, each of up to nine bytes when it is escaped. */
const FORM_LIMIT_BYTES = 8 * 1024;
const SEE_OTHER = 303;

type CodeRequest = FastifyRequest<{ Params: { code: string }; Body: unknown }>;

/**
 * The addresses that printed codes hold. Routes of Fastify's own, as the proxy's are: here a body is a form, and a
 * refusal is a page.
 */
@Injectable()
export class ScanPageRoutes implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly shedding: LoadShedding,
    private readonly viewers: Viewers,
    private readonly cookie: SessionCookie,
    private readonly pages: ScanPageService,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.host.httpAdapter.getInstance<FastifyInstance>().register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES },
        (_request, body, parsed) => {
          parsed(null, new URLSearchParams(String(body)));
        },
      );
      scope.setErrorHandler((error, request, reply) => {
        answerTrouble(error, request, reply);
      });
      scope.addHook('onRequest', async (_request, reply) => {
        guard(reply);
      });
      scope.get(
        '/q/:code',
        this.inPlace((request, reply) => this.show(request, reply)),
      );
      scope.get(
        '/q/:code/login',
        this.inPlace((request, reply) => this.form(request, reply)),
      );
      scope.get(
        '/q/:code/photo',
        this.inPlace((request, reply) => this.photo(request, reply)),
      );
      scope.post(
        '/q/:code/login',
        this.inPlace((request, reply) => this.logIn(request, reply)),
      );
      scope.post(
        '/q/:code/logout',
        this.inPlace((request, reply) => this.logOut(request, reply)),
      );
      // Whoever reloads what came of a log-out.
      scope.get<{ Params: { code: string } }>('/q/:code/logout', (request, reply) =>
        reply.redirect(this.addresses(request).page, SEE_OTHER),
      );
      // What is too long for a code, or in several parts, is one that opens nothing.
      for (const path of ['/q', '/q/*'])
        scope.get(path, () => {
          throw new DomainError('codes.unknown');
        });
      this.refuse(scope, '/q/:code', 'GET, HEAD');
      this.refuse(scope, '/q/:code/photo', 'GET, HEAD');
      this.refuse(scope, '/q/:code/login', 'GET, HEAD, POST');
      done();
    });
  }

  private refuse(scope: FastifyInstance, url: string, allow: string): void {
    const methods = ['POST', 'PUT', 'PATCH', 'DELETE'].filter((one) => !allow.includes(one));
    scope.route({
      method: methods,
      url,
      handler: (_request, reply) => {
        void reply.header('allow', allow);
        throw new DomainError('request.method_not_allowed');
      },
    });
  }

  /** Within a place of the process, as what passes is. */
  private inPlace(handle: (request: CodeRequest, reply: FastifyReply) => Promise<FastifyReply>) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      this.shedding.enter();
      try {
        return await handle(request as CodeRequest, reply);
      } finally {
        this.shedding.leave();
      }
    };
  }

  private async show(request: CodeRequest, reply: FastifyReply): Promise<FastifyReply> {
    const viewer = await this.viewers.admit(request, reply);
    const { code } = request.params;
    if (code === '') throw new DomainError('codes.unknown');
    const found = await this.readAs(viewer, code).catch((error: unknown) => {
      if (toDomainError(error).code === 'codes.unknown') return error as DomainError;
      throw error;
    });
    if (found instanceof DomainError) return this.showLetter(request, reply, viewer, found);
    const { page, ended } = found;
    if (ended) void reply.header('set-cookie', this.cookie.clear(viewer.secure));
    if (wantsJson(request)) return reply.send(page);
    const words = wordsIn(viewer.language);
    return sendPage(reply, 200, scanView(page, words, this.addresses(request), ended));
  }

  /** In the page, and on no page elsewhere. */
  private async photo(request: CodeRequest, reply: FastifyReply): Promise<FastifyReply> {
    const viewer = await this.viewers.admit(request, reply);
    if (!viewer.session) throw new DomainError('photos.not_found');
    const photo = await this.pages.photo(viewer, request.params.code);
    void reply.header('cross-origin-resource-policy', 'same-origin');
    return reply.type('image/jpeg').send(photo);
  }

  /** Letters of transfer are verified by the same phones; what is no code of one either stays what it was. */
  private async showLetter(
    request: CodeRequest,
    reply: FastifyReply,
    viewer: Viewer,
    unknown: DomainError,
  ): Promise<FastifyReply> {
    const letter = await this.pages.letter(viewer, request.params.code);
    if (!letter) throw unknown;
    if (wantsJson(request)) return reply.send(letter);
    const words = wordsIn(viewer.language);
    return sendPage(reply, 200, letterView(letter, words, this.addresses(request)));
  }

  /** Who is no longer logged in is a stranger, and told so: the way to log in stands on the page. */
  private async readAs(viewer: Viewer, code: string): Promise<{ page: ScanPage; ended: boolean }> {
    try {
      return { page: await this.pages.read(viewer, code), ended: viewer.ended };
    } catch (error) {
      if (!viewer.session || toDomainError(error).status !== 401) throw error;
      const stranger = { ...viewer, session: undefined };
      return { page: await this.pages.read(stranger, code), ended: true };
    }
  }

  private async form(request: CodeRequest, reply: FastifyReply): Promise<FastifyReply> {
    await this.viewers.admit(request, reply);
    return this.sendForm(request, reply, 200, { username: '' });
  }

  private async logIn(request: CodeRequest, reply: FastifyReply): Promise<FastifyReply> {
    const fields = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    const username = fields.get('username') ?? '';
    const password = fields.get('password') ?? '';
    const words = wordsIn(languageFor(request));
    try {
      const viewer = await this.viewers.admitLogIn(request, reply);
      if (this.isForeign(request, viewer, false))
        return await this.sendForm(request, reply, 403, {
          username: '',
          alert: words.say('foreign'),
        });
      if (username === '' || password === '') throw new DomainError('request.invalid');
      const tokens = await this.pages.logIn(viewer, username, password);
      const cookie = this.cookie.write(tokens, tokens.expiresIn, viewer.secure);
      void reply.header('set-cookie', cookie);
      return await reply.redirect(this.addresses(request).page, SEE_OTHER);
    } catch (error) {
      const problem = toDomainError(error);
      if (problem.code === 'server.internal') throw error;
      const wait = problem.extensions['retryAfter'];
      if (wait !== undefined) void reply.header('retry-after', String(wait));
      return await this.sendForm(request, reply, problem.status, {
        username: username.slice(0, 200),
        alert: alertOf(problem, words),
      });
    }
  }

  private async logOut(request: CodeRequest, reply: FastifyReply): Promise<FastifyReply> {
    const viewer = await this.viewers.admit(request, reply);
    const held = this.cookie.read(request.headers.cookie, viewer.secure);
    if (!this.isForeign(request, viewer, held !== undefined)) {
      if (held) await this.pages.logOut(viewer, held.refreshToken);
      void reply.header('set-cookie', this.cookie.clear(viewer.secure));
    }
    return reply.redirect(this.addresses(request).page, SEE_OTHER);
  }

  private isForeign(request: CodeRequest, { caller }: Viewer, hasCookie: boolean): boolean {
    const { origin, 'sec-fetch-site': site } = request.headers;
    const fetchSite = typeof site === 'string' ? site : undefined;
    return isForeign({ fetchSite, origin, host: caller.host }, hasCookie);
  }

  /** With `no-referrer` a browser hides where the form comes from; within this origin it may tell. */
  private sendForm(
    request: CodeRequest,
    reply: FastifyReply,
    status: number,
    form: Parameters<typeof logInView>[2],
  ): FastifyReply {
    void reply.header('referrer-policy', 'same-origin');
    const words = wordsIn(languageFor(request));
    return sendPage(reply, status, logInView(words, this.addresses(request, '/login'), form));
  }

  private addresses(request: FastifyRequest<{ Params: { code: string } }>, part = '') {
    const words = wordsIn(languageFor(request));
    const chosen = chosenLanguage(request) !== undefined;
    return addressesOf(request.params.code, words, chosen, part);
  }
}
