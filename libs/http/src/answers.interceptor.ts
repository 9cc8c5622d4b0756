import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { defer, map, type Observable } from 'rxjs';
import { isTagged, tagged } from './entity-tag.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { hasLocation, locate } from './location.js';

/**
 * Keys of POSTs inside, headers around them: an answer that was kept gets its headers like a new one. The only
 * interceptor there is, and only on routes that need it (answers.decorators.ts): a page of a list would pay a tenth of
 * its time for one that does nothing.
 */
@Injectable()
export class AnswersInterceptor implements NestInterceptor {
  constructor(private readonly keys: IdempotencyKeys) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const handler = context.getHandler();
    const [isPlaced, hasTag] = [hasLocation(handler), isTagged(handler)];
    const isPost = http.getRequest<FastifyRequest>().method === 'POST';
    const answers = isPost ? defer(() => this.keys.answer(context, next)) : next.handle();
    if (!isPlaced && !hasTag) return answers;
    const reply = http.getResponse<FastifyReply>();
    return answers.pipe(
      map((answer: unknown) => {
        if (isPlaced) locate(answer, reply, handler);
        return hasTag ? tagged(answer, reply) : answer;
      }),
    );
  }
}
