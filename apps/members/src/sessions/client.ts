import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { networkOf } from '#libs/http';
import { shortAgent } from './client.policy.js';

/** Who is at the other end, as the gateway tells it. */
export interface Client {
  readonly network: string;
  readonly agent: string | null;
}

/** The gateway strikes out what a client says of its own address, and nobody else reaches this service. */
export const CurrentClient = createParamDecorator(
  (_: unknown, context: ExecutionContext): Client => {
    const { headers, raw } = context.switchToHttp().getRequest<FastifyRequest>();
    const forwarded = headers['x-forwarded-for'];
    const address = typeof forwarded === 'string' ? forwarded : (raw.socket.remoteAddress ?? '');
    return { network: networkOf(address.trim()), agent: shortAgent(headers['user-agent']) };
  },
);
