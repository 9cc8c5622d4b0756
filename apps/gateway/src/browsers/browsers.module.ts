import { Module } from '@nestjs/common';
import { CrossOrigin } from './cross-origin.js';

/** What browsers need besides answers. */
@Module({ providers: [CrossOrigin] })
export class BrowsersModule {}
