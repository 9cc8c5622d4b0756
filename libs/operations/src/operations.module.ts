import { type DynamicModule, Module, type ModuleMetadata, type Type } from '@nestjs/common';
import type { ServiceName } from '#libs/contracts';
import { OperationEvents } from './operation-events.js';
import { OperationSource } from './operation-source.js';
import { OperationsController } from './operations.controller.js';
import { OPERATED_SERVICE, OperationsService } from './operations.service.js';

/** Long work, to be watched and stopped: a service joins with one class that knows how to find and cancel its own. */
@Module({})
export class OperationsModule {
  static with(options: {
    readonly service: ServiceName;
    readonly source: Type<OperationSource>;
    /** Modules that export what the source injects. */
    readonly imports: NonNullable<ModuleMetadata['imports']>;
  }): DynamicModule {
    return {
      module: OperationsModule,
      imports: options.imports,
      controllers: [OperationsController],
      providers: [
        { provide: OPERATED_SERVICE, useValue: options.service },
        { provide: OperationSource, useClass: options.source },
        OperationsService,
        OperationEvents,
      ],
    };
  }
}
