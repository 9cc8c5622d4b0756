import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
} from '@nestjs/common';
import { ApiBearerAuth, ApiExcludeEndpoint, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Permission } from '#libs/contracts';
import type { Principal } from './principal.js';

export const ACCESS = 'wutai:access';
/** They tell the document; taken out again when it is completed. */
export const BEFORE_PASSWORD_CHANGE = 'x-before-password-change';
export const PROGRAMS_TOO = 'x-programs-too';

export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'public-or-account' }
  | { readonly kind: 'internal' }
  | {
      readonly kind: 'account';
      readonly evenBeforePasswordChange: boolean;
      readonly programsToo: boolean;
    }
  | { readonly kind: 'permission'; readonly permission: Permission };

const access = (value: Access) => SetMetadata(ACCESS, value);

/** Whoever holds the permission somewhere; the query then limits what is seen to where it is held. */
export const RequirePermission = (permission: Permission): MethodDecorator =>
  applyDecorators(
    access({ kind: 'permission', permission }),
    ApiBearerAuth(),
    ApiExtension('x-permission', permission),
  );

/**
 * Whoever is logged in, for what is the account's or the person's own. `evenBeforePasswordChange`: also with a password
 * that must be changed first, which opens nothing else. `programsToo`: also with the token of a program, which has
 * nothing of its own; where the service asks for permissions by itself.
 */
export const Authenticated = (
  options: { readonly evenBeforePasswordChange?: true; readonly programsToo?: true } = {},
): MethodDecorator => {
  const { evenBeforePasswordChange = false, programsToo = false } = options;
  return applyDecorators(
    access({ kind: 'account', evenBeforePasswordChange, programsToo }),
    ApiBearerAuth(),
    ApiExtension('x-permission', 'own'),
    ...(evenBeforePasswordChange ? [ApiExtension(BEFORE_PASSWORD_CHANGE, true)] : []),
    ...(programsToo ? [ApiExtension(PROGRAMS_TOO, true)] : []),
  );
};

/** Anybody. Said to the document too, so that a route that says nothing is not taken for one of these. */
export const Public = (): MethodDecorator =>
  applyDecorators(access({ kind: 'public' }), ApiExtension('x-permission', 'public'));

/** Anybody; who shows a token is known by it, and one that is not valid is refused as everywhere. */
export const PublicOrAuthenticated = (): MethodDecorator =>
  applyDecorators(
    access({ kind: 'public-or-account' }),
    ApiSecurity({}),
    ApiBearerAuth(),
    ApiExtension('x-permission', 'public'),
  );

/** Other services of the suite, with the internal credential; never routed by the gateway, not in the document. */
export const Internal = (): MethodDecorator =>
  applyDecorators(access({ kind: 'internal' }), ApiExcludeEndpoint());

export interface AuthenticatedRequest {
  principal?: Principal;
}

/** The principal of the request. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => {
    const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!principal) throw new Error('CurrentPrincipal on a route that does not authenticate');
    return principal;
  },
);

/** The principal of the request, where the route is for anybody: undefined for who shows no token. */
export const CallerIfKnown = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal | undefined =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().principal,
);
