import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { InjectConfig } from '#libs/config';
import type { GatewayConfig } from '../config.js';
import { clientAddress, trustOf } from './client-address.js';

/** Where a request came from. */
export interface Caller {
  readonly address: string;
  readonly protocol: string;
  readonly host: string;
}

const text = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.join(',');

/** Tells where requests come from: by their connection, or by what a proxy says that is trusted. */
@Injectable()
export class Callers {
  private readonly trusted: ((address: string) => boolean) | undefined;

  constructor(@InjectConfig() config: GatewayConfig) {
    this.trusted = trustOf(config.TRUSTED_PROXIES);
  }

  of({ raw, headers }: FastifyRequest): Caller {
    const peer = raw.socket.remoteAddress ?? '';
    const host = headers.host ?? '';
    if (!this.trusted?.(peer)) return { address: peer, protocol: 'http', host };
    return {
      address: clientAddress(peer, text(headers['x-forwarded-for']), this.trusted),
      protocol: headers['x-forwarded-proto'] === 'https' ? 'https' : 'http',
      host: text(headers['x-forwarded-host']) ?? host,
    };
  }
}
