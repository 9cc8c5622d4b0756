import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ObservabilityModule } from '#libs/observability';
import { AnswersInterceptor } from './answers.interceptor.js';
import { Cursors } from './cursors.js';
import { Drain } from './drain.js';
import { HealthController } from './health.controller.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { KeptAnswers } from './kept-answers.js';

/** What every service behind the gateway answers and needs for answering. */
@Module({
  imports: [ObservabilityModule.with()],
  controllers: [HealthController],
  providers: [
    Cursors,
    Drain,
    KeptAnswers,
    IdempotencyKeys,
    { provide: APP_INTERCEPTOR, useClass: AnswersInterceptor },
  ],
  exports: [Cursors, Drain, KeptAnswers],
})
class HttpModule {}

/** The same, everywhere in the service. */
export const httpModule = { module: HttpModule, global: true };
