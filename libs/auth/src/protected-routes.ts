import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS } from './access.decorator.js';

/** Nest's own mark on a handler that is a route. */
const ROUTE_METHOD = 'method';

export class UnprotectedRoute extends Error {}

/** Refuses to boot with a route that is neither protected nor marked public. */
@Injectable()
export class ProtectedRoutes implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const open: string[] = [];
    for (const { metatype } of this.discovery.getControllers()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name] as () => unknown;
        const isRoute = Reflect.hasMetadata(ROUTE_METHOD, handler);
        if (isRoute && !this.reflector.get(ACCESS, handler)) open.push(`${metatype.name}.${name}`);
      }
    }
    if (open.length > 0)
      throw new UnprotectedRoute(
        `routes that say nothing of who may use them: ${open.join(', ')}; each needs @RequirePermission(…), ` +
          '@Authenticated(), @Public() or @Internal()',
      );
  }
}
