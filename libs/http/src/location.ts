import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

const LOCATION = 'wutai:location';

/** Where what was made can be read: `{name}` stands for a field of the answer. */
export const Location = (template: `/v1/${string}`): MethodDecorator =>
  SetMetadata(LOCATION, template);

/** Sets `Location` on the answers of routes that say where. */
@Injectable()
export class LocationInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const template = this.reflector.get<string | undefined>(LOCATION, context.getHandler());
    if (template === undefined) return next.handle();
    return next.handle().pipe(
      map((answer: unknown) => {
        const fields = answer as Record<string, unknown>;
        const address = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
          String(fields[name]),
        );
        void context.switchToHttp().getResponse<FastifyReply>().header('location', address);
        return answer;
      }),
    );
  }
}
