import { Module } from '@nestjs/common';
import { DocsController } from './docs.controller.js';
import { ReferenceAssets } from './reference-assets.js';

@Module({ controllers: [DocsController], providers: [ReferenceAssets] })
export class DocsModule {}
