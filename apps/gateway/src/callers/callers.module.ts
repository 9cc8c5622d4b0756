import { Module } from '@nestjs/common';
import { Callers } from './callers.js';

/** Who asks, and from where. */
@Module({ providers: [Callers], exports: [Callers] })
export class CallersModule {}
