import { Module } from '@nestjs/common';
import { Allowances } from './allowances.js';
import { Counter } from './counter.js';
import { Limiter } from './limiter.js';

/** How much each caller may ask, counted over all copies of the gateway. */
@Module({ providers: [Counter, Allowances, Limiter], exports: [Limiter] })
export class LimitsModule {}
