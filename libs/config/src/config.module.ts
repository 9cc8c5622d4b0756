import { type DynamicModule, Inject, Module } from '@nestjs/common';
import { Clock, SystemClock } from '#libs/calendar';
import type { SharedConfig } from './base-config.js';

const CONFIG = Symbol('CONFIG');

/** Injects the service's configuration; its type is the service's own. */
export const InjectConfig = (): ParameterDecorator => Inject(CONFIG);

/** The configuration and the clock, everywhere in one service. */
@Module({})
export class ConfigModule {
  static with(config: SharedConfig, clock: Clock = new SystemClock()): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Clock, useValue: clock },
      ],
      exports: [CONFIG, Clock],
    };
  }
}

export { CONFIG };
