import { type CallHandler, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom } from 'rxjs';
import type { AuthenticatedRequest } from '#libs/auth';
import { DomainError } from '#libs/contracts';
import {
  CHANGES_NOTHING,
  KEY_POLICY,
  type KeyPolicy,
  SHOWS_ONCE,
} from './idempotency.decorators.js';
import { AnsweredBefore, fromText, KeyedCommand, runCommand } from './keyed-command.js';
import { KeptAnswers } from './kept-answers.js';

/** Visible ASCII. */
const KEY = /^[\x21-\x7e]{1,255}$/;

type Request = FastifyRequest & AuthenticatedRequest;

function keyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && KEY.test(header)) return header;
  throw new DomainError('request.invalid', {
    errors: [
      {
        pointer: 'Idempotency-Key',
        code: 'format',
        message: {
          zh: '应为 1 至 255 个可见 ASCII 字符',
          en: 'must be 1 to 255 visible ASCII characters',
        },
      },
    ],
  });
}

/**
 * Every POST of somebody who is logged in takes an `Idempotency-Key`: the same request with the same key has one effect
 * and one answer (docs/adr/0006).
 */
@Injectable()
export class IdempotencyKeys {
  constructor(
    private readonly reflector: Reflector,
    private readonly answers: KeptAnswers,
  ) {}

  /** The answer to a POST: the handler's, or the one that was kept. */
  answer(context: ExecutionContext, next: CallHandler): Promise<unknown> {
    const command = this.command(context);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return command ? this.keyed(command, next, reply) : ask(next);
  }

  private command(context: ExecutionContext): KeyedCommand | undefined {
    const request = context.switchToHttp().getRequest<Request>();
    const handler = context.getHandler();
    // Who only logs in, renews or logs out is no caller yet, and has no keys.
    if (!request.principal) return undefined;
    const key = keyOf(request.headers['idempotency-key']);
    if (key === undefined) {
      const policy = this.reflector.get<KeyPolicy | undefined>(KEY_POLICY, handler);
      if (policy?.isRequired(request.query as Record<string, unknown>))
        throw new DomainError('idempotency.key_required');
      return undefined;
    }
    if (this.reflector.get<boolean | undefined>(CHANGES_NOTHING, handler)) return undefined;
    const command = new KeyedCommand(
      this.answers,
      request.principal.accountId,
      key,
      `${request.method} ${request.url}`,
      this.reflector.get<string | undefined>(SHOWS_ONCE, handler),
    );
    if (!isUpload(request)) command.bind(JSON.stringify(request.body ?? null));
    return command;
  }

  private async keyed(
    command: KeyedCommand,
    next: CallHandler,
    reply: FastifyReply,
  ): Promise<unknown> {
    try {
      const earlier = await command.earlier();
      if (earlier !== undefined) throw new AnsweredBefore(earlier);
      const answer = await runCommand(command, () => ask(next));
      command.requireKept(answer);
      return answer;
    } catch (error) {
      const replayed =
        error instanceof AnsweredBefore ||
        (error instanceof DomainError && error.code === 'idempotency.answer_not_kept');
      if (replayed) void reply.header('idempotency-replayed', 'true');
      if (error instanceof AnsweredBefore) return fromText(error.text);
      throw error;
    }
  }
}

const ask = (next: CallHandler): Promise<unknown> =>
  lastValueFrom<unknown, undefined>(next.handle(), { defaultValue: undefined });

function isUpload(request: Request): boolean {
  return request.headers['content-type']?.startsWith('multipart/') === true;
}
