import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { ConfigError, type SharedConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { armFailpoints } from '#libs/failpoints';
import {
  createLogger,
  Health,
  type LogDestination,
  Metrics,
  NestLogger,
  Tracing,
} from '#libs/observability';
import { answerClientError, requireHost } from './client-errors.js';
import { answerNotModified } from './entity-tag.js';
import { parseForms } from './form-body.js';
import { parseJsonBody } from './json-body.js';
import { linkNextPage } from './next-page-link.js';
import { ObservedRequests } from './observed-requests.js';
import { answerProblem, ProblemFilter } from './problem.filter.js';
import { boundClose } from './bounded-close.js';
import { RequestValidationPipe } from './validation.pipe.js';

const BODY_LIMIT_BYTES = 1024 * 1024;
const REQUEST_TIMEOUT_MS = 60_000;
const STOP_LIMIT_MS = 40_000;

/** Builds a service, ready to listen or to be tested: every service of the suite alike. */
export async function createService(
  name: string,
  config: SharedConfig,
  module: DynamicModule,
  logs?: LogDestination,
): Promise<NestFastifyApplication> {
  const logger = createLogger(name, config.LOG_LEVEL, logs);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // What still comes while the service drains is answered like anything else, and told to connect elsewhere.
    return503OnClosing: false,
    logger: false,
    // What is wrong with an address before there is a route.
    frameworkErrors: answerProblem,
    clientErrorHandler: answerClientError,
    // Asked below, for an answer that says what is missing.
    http: { requireHostHeader: false },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = adapter.getInstance();
  boundClose(fastify);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (_request, body, done) => {
      try {
        done(null, parseJsonBody(body as Buffer));
      } catch (error) {
        done(error as Error, undefined);
      }
    },
  );
  parseForms(fastify);
  await app.get(Tracing).open(name);
  new ObservedRequests(logger, app.get(Tracing), app.get(Metrics)).attach(fastify);
  requireHost(fastify);
  answerWhenOpen(fastify, app.get(Health, { strict: false }));
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    void reply.header('x-content-type-options', 'nosniff');
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    done(null, payload);
  });
  linkNextPage(fastify);
  answerNotModified(fastify);
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(new RequestValidationPipe());
  return app;
}

/** A service that has never had its database yet answers nothing but its health. */
function answerWhenOpen(fastify: FastifyInstance, health: Health): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (health.isOpen || request.url.startsWith('/health/')) done();
    else
      answerProblem(
        new DomainError('server.unavailable', { extensions: { retryAfter: 2 } }),
        request,
        reply,
      );
  });
}

/** A service's `main`: reads its environment, boots, listens, and stops in order when told to. */
export async function serve<C extends SharedConfig>(
  name: string,
  read: () => C,
  build: (config: C) => DynamicModule,
): Promise<void> {
  try {
    const config = read();
    armFailpoints(config.FAILPOINTS);
    const app = await createService(name, config, build(config));
    stopOnSignal(app);
    await app.listen(config.PORT, config.HOST);
  } catch (error) {
    const reason = error instanceof ConfigError ? error.message : error;
    createLogger(name, 'info').fatal(
      reason instanceof Error ? { err: reason } : {},
      String(reason),
    );
    process.exitCode = 1;
    // A half-built application may hold the process open with its connections.
    setTimeout(() => process.exit(1), 500).unref();
  }
}

function stopOnSignal(app: NestFastifyApplication): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    app.get(Health).stop();
    const exit = (code: number) => () => process.exit(code);
    // Whatever holds it up: transactions that are cut off leave nothing half done, and leases run out.
    setTimeout(exit(1), STOP_LIMIT_MS).unref();
    app.close().then(exit(0), exit(1));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Started by the launcher on a desk: when that is gone, however it ended, nobody is left to stop us.
  process.once('disconnect', stop);
}
