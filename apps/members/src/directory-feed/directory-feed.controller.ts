import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Internal } from '#libs/auth';
import type { DirectoryPage } from '#libs/contracts';
import { DirectoryFeedQuery } from './dto/directory-feed.dto.js';
import { DirectoryFeedService } from './directory-feed.service.js';

/** What the other services' directories pull. */
@ApiExcludeController()
@Controller('internal/v1/directory')
export class DirectoryFeedController {
  constructor(private readonly feed: DirectoryFeedService) {}

  @Get()
  @Internal()
  page(@Query() query: DirectoryFeedQuery): Promise<DirectoryPage> {
    return this.feed.page(query.after, query.limit);
  }

  @Get('exemptions')
  @Internal()
  exemptions(@Query() query: DirectoryFeedQuery): Promise<DirectoryPage> {
    return this.feed.stream('exemptions', query.after, query.limit);
  }

  @Get('ended-sessions')
  @Internal()
  endedSessions(@Query() query: DirectoryFeedQuery): Promise<DirectoryPage> {
    return this.feed.stream('ended_sessions', query.after, query.limit);
  }
}
