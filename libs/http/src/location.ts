import type { FastifyReply } from 'fastify';

export const LOCATION = 'wutai:location';
export const RELATED = 'wutai:related';
/** Tells the document; taken out again when it is completed. */
export const RELATED_EXTENSION = 'x-related';

export type Address = `/v1/${string}`;

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
