import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '#libs/contracts';
import { decodeText, malformed, pointerTo, refuseUnsafe } from './json-body.js';

const FORM = 'application/x-www-form-urlencoded';

/** The body may be a form besides: for what a standard wants so, and nothing else. */
export const TakesForm = (): MethodDecorator =>
  applyDecorators(RouteConfig({ takesForm: true }), ApiConsumes('application/json', FORM));

/** Each field once, as text. By sets, for whoever is not logged in may send as many fields as a body holds. */
export function parseFormBody(bytes: Buffer): Record<string, string> {
  const fields = [...new URLSearchParams(decodeText(bytes))];
  const body = Object.fromEntries(fields);
  refuseUnsafe(body, '', 0);
  const seen = new Set<string>();
  for (const [name] of fields) {
    if (seen.has(name))
      throw malformed(pointerTo(name), 'invalid', { zh: '出现了两次', en: 'is there twice' });
    seen.add(name);
  }
  return body;
}

/** Forms are what pages of other sites can send: a route that does not ask for them refuses them. */
export function parseForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(FORM, { parseAs: 'buffer' }, (request, body, done) => {
    const { takesForm } = request.routeOptions.config as { takesForm?: boolean };
    try {
      if (takesForm !== true) throw new DomainError('request.unsupported_media_type');
      done(null, parseFormBody(body as Buffer));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
}
