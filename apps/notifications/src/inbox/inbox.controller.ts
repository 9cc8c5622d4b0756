import { Controller, Get, HttpCode, Query } from '@nestjs/common';
import { Authenticated, CurrentPrincipal, type Principal } from '#libs/auth';
import { CallerLanguage, Fails, IdParam, type Language, Post } from '#libs/http';
import {
  InboxAllReadDto,
  InboxMessageDto,
  InboxPageDto,
  InboxQuery,
  InboxSummaryDto,
} from './dto/inbox.dto.js';
import { InboxService } from './inbox.service.js';

@Controller('v1/inbox')
export class InboxController {
  constructor(private readonly inbox: InboxService) {}

  /**
   * Lists the caller's own messages
   *
   * Newest first: what is addressed to the caller, and what is addressed to the offices the caller holds today (a
   * branch's secretary, a group's leader). Titles and bodies come in the language of `Accept-Language`.
   */
  @Get()
  @Authenticated()
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: InboxQuery,
    @CallerLanguage() language: Language,
  ): Promise<InboxPageDto> {
    return this.inbox.list(principal, query, language);
  }

  /**
   * Counts unread messages
   *
   * The number beside the bell; cheap enough to ask for often.
   */
  @Get('summary')
  @Authenticated()
  summary(@CurrentPrincipal() principal: Principal): Promise<InboxSummaryDto> {
    return this.inbox.summary(principal);
  }

  /**
   * Marks a message as read
   *
   * Answers the message. Reading again changes nothing: the first time is kept. An office's message is read by each of
   * its holders for themselves. A message addressed to somebody else is a 404.
   */
  @Post(':id/read')
  @Authenticated()
  @Fails('notifications.not_found')
  @HttpCode(200)
  read(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @CallerLanguage() language: Language,
  ): Promise<InboxMessageDto> {
    return this.inbox.read(principal, id, language);
  }

  /**
   * Marks all messages as read
   *
   * What is addressed to the caller, and to the offices the caller holds today. Answers how many of them were unread; what
   * was read before keeps its first time, so asking again marks nothing.
   */
  @Post('read-all')
  @Authenticated()
  @HttpCode(200)
  readAll(@CurrentPrincipal() principal: Principal): Promise<InboxAllReadDto> {
    return this.inbox.readAll(principal);
  }
}
