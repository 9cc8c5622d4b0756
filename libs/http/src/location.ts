import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

const LOCATION = 'wutai:location';
const RELATED = 'wutai:related';
/** Tells the document; taken out again when it is completed. */
export const RELATED_EXTENSION = 'x-related';

type Address = `/v1/${string}`;

/** Where what was made can be read, or what was begun be watched: `{name}` stands for a field of the answer. */
export const Location = (template: Address): MethodDecorator => SetMetadata(LOCATION, template);

/** What the answer is about, in a `Link` header, where `Location` is something else. */
export const RelatedTo = (template: Address): MethodDecorator =>
  applyDecorators(SetMetadata(RELATED, template), ApiExtension(RELATED_EXTENSION, true));

function filled(template: string, answer: unknown): string {
  const fields = answer as Record<string, unknown>;
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(fields[name]));
}

/** Sets `Location` and `Link` on the answers of routes that say where. */
@Injectable()
export class LocationInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const handler = context.getHandler();
    const location = this.reflector.get<Address | undefined>(LOCATION, handler);
    const related = this.reflector.get<Address | undefined>(RELATED, handler);
    if (location === undefined) return next.handle();
    return next.handle().pipe(
      map((answer: unknown) => {
        const reply = context.switchToHttp().getResponse<FastifyReply>();
        void reply.header('location', filled(location, answer));
        if (related !== undefined)
          void reply.header('link', `<${filled(related, answer)}>; rel="related"`);
        return answer;
      }),
    );
  }
}
