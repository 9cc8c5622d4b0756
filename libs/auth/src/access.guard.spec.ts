import { type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { ServiceConfig } from '#libs/config';
import { Authenticated, Public, RequirePermission } from './access.decorator.js';
import { AccessGuard } from './access.guard.js';
import type { BearerStrategy } from './bearer.strategy.js';
import { Principal } from './principal.js';

class Routes {
  @Public()
  open(this: void): void {}

  @RequirePermission('members.read')
  permitted(this: void): void {}

  @Authenticated()
  own(this: void): void {}

  @Authenticated({ evenBeforePasswordChange: true })
  change(this: void): void {}

  unsaid(this: void): void {}
}
const routes = new Routes();

function ask(route: keyof Routes, mustChangePassword: boolean): Promise<boolean> {
  const roles = [{ role: 'auditor' as const, organizationId: 'x', path: '/1/' }];
  const principal = new Principal('account', null, 'session', roles, mustChangePassword);
  const bearer = { authenticate: () => Promise.resolve(principal) } as unknown as BearerStrategy;
  const guard = new AccessGuard(new Reflector(), bearer, {} as ServiceConfig);
  const context = {
    getHandler: () => routes[route],
    switchToHttp: () => ({ getRequest: () => ({ headers: {} }) }),
  } as unknown as ExecutionContext;
  return guard.canActivate(context);
}

describe('the guard of every route', () => {
  it.each(['open', 'permitted', 'own', 'change'] as const)('lets who may through: %s', (route) =>
    expect(ask(route, false)).resolves.toBe(true),
  );

  it.each(['permitted', 'own'] as const)('lets nobody whose password others know: %s', (route) =>
    expect(ask(route, true)).rejects.toMatchObject({ code: 'auth.password_must_change' }),
  );

  it.each(['open', 'change'] as const)('but lets them change it: %s', (route) =>
    expect(ask(route, true)).resolves.toBe(true),
  );

  it('lets nobody where nothing is said', () =>
    expect(ask('unsaid', false)).rejects.toMatchObject({ code: 'auth.forbidden' }));
});
