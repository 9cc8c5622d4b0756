import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

/** A page that has a next one says so in a `Link` header too (RFC 8288). */
@Injectable()
export class LinkHeaderInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        const cursor = (answer as { nextCursor?: unknown } | null)?.nextCursor;
        if (typeof cursor === 'string') {
          const http = context.switchToHttp();
          const url = new URL(http.getRequest<FastifyRequest>().url, 'http://localhost');
          url.searchParams.set('cursor', cursor);
          void http
            .getResponse<FastifyReply>()
            .header('link', `<${url.pathname}${url.search}>; rel="next"`);
        }
        return answer;
      }),
    );
  }
}
