import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';
import { readTags, versionsOf } from './entity-tag.policy.js';

/** Tells the document; taken out again when it is completed. */
export const IF_MATCH_EXTENSION = 'x-if-match';

/** Which version a writer has read and means to change. */
export class ExpectedVersion {
  constructor(private readonly versions: readonly number[]) {}

  /** @throws request.precondition_failed when another came in between. Ask under the row's lock. */
  require(version: number): void {
    if (!this.versions.includes(version)) throw new DomainError('request.precondition_failed');
  }
}

/** @throws request.precondition_required without a version: `*` names none, and would overwrite what nobody has read. */
export function expectedVersion(header: string | undefined): ExpectedVersion {
  if (header === undefined || header.trim() === '*')
    throw new DomainError('request.precondition_required');
  const tags = readTags(header);
  if (!tags)
    throw new DomainError('request.invalid', {
      errors: [
        {
          pointer: 'If-Match',
          code: 'format',
          message: { zh: '应为读取时所得的 ETag', en: 'must be an ETag, as it was read' },
        },
      ],
    });
  return new ExpectedVersion(versionsOf(tags));
}

/** The `If-Match` of a PATCH, PUT or DELETE. */
export const IfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext): ExpectedVersion =>
    expectedVersion(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
  [
    (target, name) => {
      if (name === undefined) return;
      const route = Object.getOwnPropertyDescriptor(target, name);
      if (route) ApiExtension(IF_MATCH_EXTENSION, true)(target, name, route);
    },
  ],
);
