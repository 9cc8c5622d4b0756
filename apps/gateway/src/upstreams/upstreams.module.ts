import { Module } from '@nestjs/common';
import { VerificationKeys } from '#libs/auth';
import { AskUpstream } from './ask-upstream.js';
import { MembersKeys } from './members-keys.js';
import { UpstreamMetrics } from './upstream-metrics.js';
import { Upstreams } from './upstreams.js';

/** The services as the gateway reaches them: their copies, and how much each may be asked. */
@Module({
  providers: [
    Upstreams,
    UpstreamMetrics,
    AskUpstream,
    { provide: VerificationKeys, useClass: MembersKeys },
  ],
  exports: [Upstreams, UpstreamMetrics, AskUpstream, VerificationKeys],
})
export class UpstreamsModule {}
