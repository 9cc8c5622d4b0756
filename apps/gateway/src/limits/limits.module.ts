import { Module } from '@nestjs/common';
import { Allowances } from './allowances.js';
import { SharedCounter } from './shared-counter.js';
import { Limiter } from './limiter.js';

/** How much each caller may ask, counted over all copies of the gateway. */
@Module({ providers: [SharedCounter, Allowances, Limiter], exports: [Limiter] })
export class LimitsModule {}
