import { Module } from '@nestjs/common';
import { ObservabilityModule } from '#libs/observability';
import { Cursors } from './cursors.js';
import { Drain } from './drain.js';
import { HealthController } from './health.controller.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { KeptAnswers } from './kept-answers.js';

/** What every service behind the gateway answers and needs for answering. */
@Module({
  imports: [ObservabilityModule.with()],
  controllers: [HealthController],
  providers: [Cursors, Drain, IdempotencyKeys, KeptAnswers],
  exports: [Cursors, Drain, IdempotencyKeys, KeptAnswers],
})
class HttpModule {}

/** The same, everywhere in the service. */
export const httpModule = { module: HttpModule, global: true };
