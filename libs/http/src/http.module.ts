import { Module } from '@nestjs/common';
import { ObservabilityModule } from '#libs/observability';
import { Cursors } from './cursors.js';
import { Drain } from './drain.js';
import { HealthController } from './health.controller.js';

/** What every service behind the gateway answers and needs for answering. */
@Module({
  imports: [ObservabilityModule.with()],
  controllers: [HealthController],
  providers: [Cursors, Drain],
  exports: [Cursors],
})
class HttpModule {}

/** The same, everywhere in the service. */
export const httpModule = { module: HttpModule, global: true };
