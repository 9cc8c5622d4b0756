import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors, type Dispatcher } from 'undici';
import { InjectConfig } from '#libs/config';
import { currentTraceId, newTraceId, traceparent } from '#libs/observability';
import type { GatewayConfig } from '../config.js';
import { type Caller, requestHeaders, responseHeaders } from './headers.policy.js';
import { requestBody } from './request-body.js';
import type { Route } from './route-table.policy.js';
import { upstreamError, wasCut } from './upstream.errors.js';
import { Upstreams } from './upstreams.js';

function callerOf(request: FastifyRequest): Caller {
  return {
    address: request.raw.socket.remoteAddress ?? '',
    protocol: request.protocol,
    host: request.headers.host ?? '',
    traceparent: traceparent(currentTraceId() ?? newTraceId()),
  };
}

/** Passes a request on and streams the answer back, holding neither. */
@Injectable()
export class Forwarder {
  constructor(
    private readonly upstreams: Upstreams,
    @InjectConfig() private readonly config: GatewayConfig,
  ) {}

  /** @throws the problem to answer, as long as no answer has begun. */
  async forward(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const timeout = route.takesFiles
      ? this.config.UPLOAD_TIMEOUT_MS
      : this.config.UPSTREAM_TIMEOUT_MS;
    const body = requestBody(request.raw, route.takesFiles);
    const gone = new AbortController();
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort();
    });
    const options: Dispatcher.RequestOptions = {
      path: request.raw.url ?? '/',
      method: request.raw.method as Dispatcher.HttpMethod,
      headers: requestHeaders(request.headers, callerOf(request), body !== null),
      body,
      headersTimeout: timeout,
      bodyTimeout: timeout,
      signal: gone.signal,
    };
    try {
      await this.send(route, options, reply);
    } catch (error) {
      if (gone.signal.aborted || error instanceof errors.RequestAbortedError) reply.hijack();
      // An answer that has begun is cut off, never ended politely: the client must not take a part for the whole.
      else if (reply.raw.headersSent) reply.raw.destroy();
      else throw upstreamError(error);
    }
  }

  private async send(
    route: Route,
    options: Dispatcher.RequestOptions,
    reply: FastifyReply,
  ): Promise<void> {
    try {
      await this.attempt(route, options, reply);
    } catch (error) {
      // A kept connection may close just as it is used; a read may simply be sent again, once.
      const isRead = options.method === 'GET' || options.method === 'HEAD';
      if (!isRead || !wasCut(error) || reply.raw.headersSent || reply.raw.destroyed) throw error;
      await this.attempt(route, options, reply);
    }
  }

  private async attempt(
    route: Route,
    options: Dispatcher.RequestOptions,
    reply: FastifyReply,
  ): Promise<void> {
    await this.upstreams.pool(route.service).stream(options, ({ statusCode, headers }) => {
      const own = reply.getHeaders();
      reply.hijack();
      reply.raw.writeHead(statusCode, responseHeaders(headers, own));
      return reply.raw;
    });
  }
}
