import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type ErrorCode, errorEntry } from '#libs/contracts';
import { type DatabaseFault, databaseFault } from '#libs/database';
import { currentTraceId, newTraceId, scrub } from '#libs/observability';
import { languageOf } from './language.js';

/** RFC 9457, as every 4xx and 5xx of the suite answers. */
export interface ProblemBody {
  readonly type: string;
  readonly code: ErrorCode;
  readonly title: string;
  readonly status: number;
  readonly traceId: string;
  readonly errors?: { pointer: string; code: string; message: string }[];
}

const byStatus: Partial<Record<number, ErrorCode>> = {
  400: 'request.invalid',
  404: 'request.not_found',
  405: 'request.method_not_allowed',
  408: 'request.timeout',
  413: 'request.too_large',
  415: 'request.unsupported_media_type',
  429: 'request.rate_limited',
  503: 'server.unavailable',
};

const fastifyCodes: Partial<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
  FST_REQ_FILE_TOO_LARGE: 'request.too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupported_media_type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'request.unsupported_media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.malformed',
  FST_ERR_BAD_URL: 'request.malformed',
};

/** The caller may try again, after so many seconds. */
const databaseFaults: Record<DatabaseFault, readonly [ErrorCode, number]> = {
  away: ['server.unavailable', 2],
  busy: ['server.busy', 1],
  conflict: ['server.busy', 1],
  slow: ['server.too_slow', 5],
};

/** Any error as one with a meaning. What nobody foresaw is `server.internal`. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof HttpException) {
    return new DomainError(byStatus[error.getStatus()] ?? 'server.internal', { cause: error });
  }
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (typeof code === 'string') {
    const known = fastifyCodes[code];
    if (known) return new DomainError(known, { cause: error });
  }
  const fault = databaseFault(error);
  if (fault) {
    const [meaning, retryAfter] = databaseFaults[fault];
    return new DomainError(meaning, { cause: error, extensions: { retryAfter } });
  }
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return new DomainError(byStatus[statusCode] ?? 'request.malformed', { cause: error });
  return new DomainError('server.internal', { cause: error });
}

export function problemBody(error: DomainError, acceptLanguage: string | undefined): ProblemBody {
  const language = languageOf(acceptLanguage);
  return {
    ...error.extensions,
    type: `/docs/errors#${error.code}`,
    code: error.code,
    title: errorEntry(error.code)[language],
    status: error.status,
    traceId: currentTraceId() ?? newTraceId(),
    ...(error.errors.length > 0 && {
      // A field that is not declared is named as the caller named it, and problems are what programs write down.
      errors: error.errors.map((issue) => ({
        ...issue,
        pointer: scrub(issue.pointer),
        message: issue.message[language],
      })),
    }),
  };
}

/**
 * On a 503 of a copy that cannot work at the moment, as it starts or stops or has lost its database: another copy may
 * be able to. One that is only busy does not say so, since the others have as much to do.
 */
export const UNREADY_HEADER = 'x-wutai-unready';

const logger = new Logger('Problem');

/** The one place where an error becomes an answer: the cause is logged and never sent. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = toDomainError(error);
  // Under overload a line for each would be more work, and hide the others.
  if (problem.status >= 500 && problem.code !== 'server.overloaded')
    logger.error({ err: problem.cause ?? problem, code: problem.code }, 'failed');
  if (reply.sent) return;
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  // The rest of what was too slow may still come: it must not be read as the next request.
  if (problem.status === 408) void reply.header('connection', 'close');
  if (problem.code === 'server.unavailable') void reply.header(UNREADY_HEADER, 'true');
  const wait = problem.extensions['retryAfter'];
  if (wait !== undefined) void reply.header('retry-after', String(wait));
  void reply
    .status(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemBody(problem, request.headers['accept-language'])));
}

/** What Nest's routes throw. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}
