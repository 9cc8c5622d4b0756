import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { DomainError } from '#libs/contracts';
import { answerProblem } from '#libs/http';
import { span } from '#libs/observability';
import { ServiceDocuments } from '../openapi/service-documents.js';
import { LoadShedding } from '../overload/load-shedding.js';
import { Admission } from './admission.js';
import { Forwarder } from './forwarder.js';
import {
  ownedRoute,
  type Refusal,
  refusalsOf,
  type Route,
  routesOf,
} from './route-table.policy.js';

/** Known to Node and to some clients, and taken nowhere. */
const foreign: readonly HTTPMethods[] = [
  'TRACE',
  'PROPFIND',
  'PROPPATCH',
  'MKCOL',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
];

const upper = (method: string): HTTPMethods => method.toUpperCase();

/**
 * Registers every documented operation with Fastify's own router. An unknown path is Nest's 404; a known one under
 * another method is a 405 that names the methods it takes.
 */
@Injectable()
export class ProxyRoutes implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly documents: ServiceDocuments,
    private readonly shedding: LoadShedding,
    private readonly admission: Admission,
    private readonly forwarder: Forwarder,
  ) {}

  async onModuleInit(): Promise<void> {
    const routes = routesOf(this.documents.byService);
    await this.host.httpAdapter.getInstance<FastifyInstance>().register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      // Bodies are the services' to read: here they only pass.
      scope.addContentTypeParser('*', (_request, _payload, parsed) => {
        parsed(null, undefined);
      });
      scope.setErrorHandler((error, request, reply) => {
        answerProblem(error, request, reply);
      });
      for (const method of foreign)
        if (!scope.supportedMethods.includes(method)) scope.addHttpMethod(method);
      for (const route of routes) this.pass(scope, route);
      for (const refusal of refusalsOf(routes)) this.refuse(scope, refusal);
      done();
    });
  }

  private pass(scope: FastifyInstance, route: Route): void {
    scope.route({
      method: upper(route.method),
      url: route.path,
      handler: (request, reply) => this.answer(route, request, reply),
    });
  }

  private async answer(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!route.sendsEvents) this.shedding.check();
    const caller = await this.admission.admit(route, request, reply);
    const { id } = request.params as { id?: unknown };
    const owned = ownedRoute(route, id);
    await span(owned.service, { kind: 'client' }, () =>
      this.forwarder.forward(owned, request, reply, caller),
    );
  }

  private refuse(scope: FastifyInstance, refusal: Refusal): void {
    const allow = refusal.allow.map(upper).concat(refusal.allow.includes('get') ? ['HEAD'] : []);
    scope.route({
      method: [...refusal.methods.map(upper), ...foreign],
      url: refusal.path,
      handler: (_request, reply) => {
        void reply.header('allow', allow.join(', '));
        throw new DomainError('request.method_not_allowed');
      },
    });
  }
}
