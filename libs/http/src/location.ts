import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

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

export const hasLocation = (handler: object): boolean => Reflect.hasMetadata(LOCATION, handler);

/** Sets `Location`, and `Link` where there is something related. */
export function locate(answer: unknown, reply: FastifyReply, handler: object): void {
  void reply.header('location', filled(Reflect.getMetadata(LOCATION, handler) as Address, answer));
  const related = Reflect.getMetadata(RELATED, handler) as Address | undefined;
  if (related !== undefined)
    void reply.header('link', `<${filled(related, answer)}>; rel="related"`);
}
