import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { matchesAny, tagOf } from './entity-tag.policy.js';

export const ENTITY_TAG = 'wutai:entity-tag';
export const ENTITY_TAG_EXTENSION = 'x-entity-tag';

/** A file, and the version of what it is a part of: it is tagged by its bytes. */
export class VersionedFile {
  constructor(
    readonly version: number,
    readonly bytes: Buffer,
  ) {}
}

export const isTagged = (handler: object): boolean => Reflect.hasMetadata(ENTITY_TAG, handler);

/** Sets `ETag`; answers what is to be sent. */
export function tagged(answer: unknown, reply: FastifyReply): unknown {
  const { version } = answer as { version?: unknown };
  if (typeof version !== 'number') throw new Error('@EntityTag on an answer without version');
  const sent = answer instanceof VersionedFile ? answer.bytes : answer;
  const bytes = Buffer.isBuffer(sent) ? sent : JSON.stringify(sent);
  void reply.header('etag', tagOf(version, hash('sha256', bytes, 'base64url')));
  return sent;
}

function isKnown(request: FastifyRequest, reply: FastifyReply): boolean {
  const known = request.headers['if-none-match'];
  const tag = reply.getHeader('etag');
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead || reply.statusCode !== 200 || known === undefined || typeof tag !== 'string')
    return false;
  return matchesAny(known, tag);
}

/** Answers 304 without a body to a GET whose `If-None-Match` names what would be sent. */
export function answerNotModified(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (isKnown(request, reply)) {
      void reply.code(304).removeHeader('content-type').removeHeader('content-length');
      done(null, null);
    } else done(null, payload);
  });
}
