import { Module } from '@nestjs/common';
import { FieldSeal } from './field-seal.js';

@Module({ providers: [FieldSeal], exports: [FieldSeal] })
export class SealingModule {}
