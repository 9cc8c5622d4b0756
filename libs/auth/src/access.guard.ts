import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { InjectConfig, type ServiceConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { ACCESS, type Access, type AuthenticatedRequest } from './access.decorator.js';
import { BearerStrategy } from './bearer.strategy.js';
import { isInternalBearer } from './internal-credential.js';

/** Default deny: a route that does not say who may use it may be used by nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly bearer: BearerStrategy,
    @InjectConfig() private readonly config: ServiceConfig,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest & AuthenticatedRequest>();
    if (!access) throw new DomainError('auth.forbidden');
    if (access.kind === 'public') return true;
    if (access.kind === 'internal') {
      if (isInternalBearer(request.headers.authorization, this.config.INTERNAL_SECRET)) return true;
      throw new DomainError('request.not_found');
    }
    const isUnknown = request.headers.authorization === undefined;
    if (access.kind === 'public-or-account' && isUnknown) return true;
    const principal = await this.bearer.authenticate(request);
    const opens = access.kind === 'account' && access.evenBeforePasswordChange;
    if (principal.mustChangePassword && !opens) throw new DomainError('auth.password_must_change');
    if (access.kind === 'permission' && !principal.may(access.permission))
      throw new DomainError('auth.forbidden');
    if (access.kind === 'account' && principal.isProgram && !access.programsToo)
      throw new DomainError('auth.forbidden');
    request.principal = principal;
    return true;
  }
}
