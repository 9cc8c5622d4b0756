import { Module } from '@nestjs/common';
import { LoadShedding } from './load-shedding.js';

/** What is done when there is too much to do. */
@Module({ providers: [LoadShedding], exports: [LoadShedding] })
export class OverloadModule {}
