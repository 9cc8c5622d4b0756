import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { DomainError, type ErrorCode } from '#libs/contracts';
import { answerProblem, problemBody } from './problem.filter.js';

interface Refusal {
  readonly line: string;
  readonly status: number;
  readonly code: ErrorCode;
}

const malformed: Refusal = { line: '400 Bad Request', status: 400, code: 'request.malformed' };

/** What Node's parser may say besides, of bytes that are no request. */
const refusals: Partial<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    line: '431 Request Header Fields Too Large',
    status: 431,
    code: 'request.too_large',
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    line: '413 Payload Too Large',
    status: 413,
    code: 'request.too_large',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    line: '408 Request Timeout',
    status: 408,
    code: 'request.timeout',
  },
};

/**
 * Answers bytes of which no request comes about: nothing of Fastify's has seen them, so the answer is written by hand.
 * What follows on the connection cannot be read either: it is closed.
 */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  // As Node itself does: an answer that has begun on this connection must not be mixed with another.
  const { _httpMessage: begun } = socket as { _httpMessage?: ServerResponse | null };
  if (!socket.writable || error.code === 'ECONNRESET' || begun?.headersSent) {
    socket.destroy();
    return;
  }
  const { line, status, code } = refusals[error.code ?? ''] ?? malformed;
  const body = JSON.stringify({ ...problemBody(new DomainError(code), undefined), status });
  socket.write(
    [
      `HTTP/1.1 ${line}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'cache-control: no-store',
      'x-content-type-options: nosniff',
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
  socket.destroySoon();
}

/** RFC 9112: a request says for which host it is. Node would refuse it with nothing in the answer. */
export function requireHost(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.headers.host !== undefined || request.raw.httpVersion !== '1.1') {
      done();
      return;
    }
    void reply.header('connection', 'close');
    answerProblem(new DomainError('request.malformed'), request, reply);
  });
}
