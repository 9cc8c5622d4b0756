import { Module } from '@nestjs/common';
import { AccessTokens } from '#libs/auth';
import { CallersModule } from '../callers/callers.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { OverloadModule } from '../overload/overload.module.js';
import { UpstreamsModule } from '../upstreams/upstreams.module.js';
import { ScanPageRoutes } from './scan-page.routes.js';
import { ScanPageService } from './scan-page.service.js';
import { SessionCookie } from './session-cookie.js';
import { Viewers } from './viewers.js';

/** What a phone shows that scans a printed code. */
@Module({
  imports: [CallersModule, LimitsModule, OverloadModule, UpstreamsModule],
  providers: [AccessTokens, SessionCookie, Viewers, ScanPageService, ScanPageRoutes],
})
export class ScanPageModule {}
