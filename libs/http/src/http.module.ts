import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ObservabilityModule } from '#libs/observability';
import { Cursors } from './cursors.js';
import { Drain } from './drain.js';
import { EntityTagInterceptor } from './entity-tag.js';
import { HealthController } from './health.controller.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { KeptAnswers } from './kept-answers.js';
import { LocationInterceptor } from './location.js';

/** What every service behind the gateway answers and needs for answering. */
@Module({
  imports: [ObservabilityModule.with()],
  controllers: [HealthController],
  providers: [
    Cursors,
    Drain,
    KeptAnswers,
    // The first is the outermost: an answer that was kept gets its headers like a new one.
    { provide: APP_INTERCEPTOR, useClass: EntityTagInterceptor },
    { provide: APP_INTERCEPTOR, useClass: LocationInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
  exports: [Cursors, Drain, KeptAnswers],
})
class HttpModule {}

/** The same, everywhere in the service. */
export const httpModule = { module: HttpModule, global: true };
