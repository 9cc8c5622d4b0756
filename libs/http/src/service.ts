import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigError, type SharedConfig } from '#libs/config';
import { armFailpoints } from '#libs/failpoints';
import { createLogger, Health, NestLogger, runWithTrace, traceIdFrom } from '#libs/observability';
import { parseJsonBody } from './json-body.js';
import { LinkHeaderInterceptor } from './link-header.interceptor.js';
import { answerProblem, ProblemFilter } from './problem.filter.js';
import { boundClose } from './bounded-close.js';
import { RequestValidationPipe } from './validation.pipe.js';

const BODY_LIMIT_BYTES = 1024 * 1024;
const REQUEST_TIMEOUT_MS = 60_000;

/** Builds a service, ready to listen or to be tested: every service of the suite alike. */
export async function createService(
  name: string,
  config: SharedConfig,
  module: DynamicModule,
): Promise<NestFastifyApplication> {
  const logger = createLogger(name, config.LOG_LEVEL);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // What still comes while the service drains is answered like anything else, and told to connect elsewhere.
    return503OnClosing: false,
    logger: false,
    // What is wrong with an address before there is a route.
    frameworkErrors: answerProblem,
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
  fastify.addHook('onRequest', (request, _reply, done) => {
    runWithTrace(traceIdFrom(request.headers['traceparent']), done);
  });
  fastify.addHook('onSend', async (_request, reply) => {
    void reply.header('x-content-type-options', 'nosniff');
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const level = reply.statusCode >= 500 ? 'error' : 'debug';
    const { method, url } = request;
    logger[level](
      { method, url: url.split('?')[0], status: reply.statusCode, ms: reply.elapsedTime },
      'request',
    );
    done();
  });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(new RequestValidationPipe());
  app.useGlobalInterceptors(new LinkHeaderInterceptor());
  return app;
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
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Started by the launcher on a desk: when that is gone, however it ended, nobody is left to stop us.
  process.once('disconnect', stop);
}
