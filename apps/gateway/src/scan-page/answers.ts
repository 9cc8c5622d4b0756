import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerProblem, toDomainError } from '#libs/http';
import { problemView } from './form-views.js';
import { contentPolicy } from './page-style.js';
import { languageFor } from './viewers.js';
import { wordsIn } from './words.js';

const logger = new Logger('ScanPage');

function weightOf(accept: string, type: string): number {
  for (const part of accept.toLowerCase().split(',')) {
    const [name, ...parameters] = part.split(';').map((one) => one.trim());
    if (name !== type) continue;
    const q = parameters.find((one) => one.startsWith('q='));
    return q ? Number(q.slice(2)) || 0 : 1;
  }
  return 0;
}

/** A program asks for JSON by name; whoever takes anything is shown the page. */
export function wantsJson({ headers: { accept = '' } }: FastifyRequest): boolean {
  const json = weightOf(accept, 'application/json');
  return json > 0 && json > weightOf(accept, 'text/html');
}

/** Said with every answer here: nobody keeps it, frames it, or learns the address of a code from it. */
export function guard(reply: FastifyReply): void {
  void reply.headers({
    'cache-control': 'no-store',
    'content-security-policy': contentPolicy,
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex, nofollow',
    vary: 'Accept, Accept-Language, Cookie',
  });
}

export function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.status(status).type('text/html; charset=utf-8').send(page);
}

/** The problem, for people or for programs. */
export function answerTrouble(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  guard(reply);
  if (request.method === 'GET' && wantsJson(request)) {
    answerProblem(error, request, reply);
    return;
  }
  const problem = toDomainError(error);
  if (problem.status >= 500 && problem.code !== 'server.overloaded')
    logger.error({ err: problem.cause ?? problem, code: problem.code }, 'failed');
  const wait = problem.extensions['retryAfter'];
  if (wait !== undefined) void reply.header('retry-after', String(wait));
  const language = languageFor(request);
  const other = `${request.url.split('?', 1)[0] ?? ''}?lang=${language === 'zh' ? 'en' : 'zh'}`;
  void sendPage(reply, problem.status, problemView(problem, wordsIn(language), other));
}
