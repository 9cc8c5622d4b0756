import {
  Controller,
  Get,
  Headers,
  HttpCode,
  HttpStatus,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Authenticated, CurrentPrincipal, type Principal } from '#libs/auth';
import { CallerLanguage, Fails, type Language, Post } from '#libs/http';
import { OperationDto, operationIdPattern } from './operation.dto.js';
import { OperationEvents } from './operation-events.js';
import { OperationIdParam } from './operation-id.js';
import { OperationsService } from './operations.service.js';

/** As it goes over the wire. */
const EXAMPLE_EVENT =
  'event: progress\nid: 42\ndata: {"status":"running","progress":{"done":20000,"total":100000,"phase":"member"}}\n\n';
const idInPath = {
  name: 'id',
  schema: {
    type: 'string',
    pattern: operationIdPattern,
    example: 'assessment-019a3b5e-7c10-7d9a-8f3e-2b6c4d5e6f70',
  },
};

@ApiTags('Operations')
@Controller('v1/operations')
export class OperationsController {
  constructor(
    private readonly operations: OperationsService,
    private readonly events: OperationEvents,
  ) {}

  /**
   * Tells how far work is that goes on after its request was answered with 202, and what came of it.
   *
   * Seen by whoever may see what it works on.
   */
  @Get(':id')
  @Fails('operations.not_found')
  @ApiParam(idInPath)
  @Authenticated({ programsToo: true })
  get(
    @CurrentPrincipal() principal: Principal,
    @OperationIdParam() id: string,
    @CallerLanguage() language: Language,
  ): Promise<OperationDto> {
    return this.operations.one(principal, id, language);
  }

  /**
   * Stops the work; nothing half done is left.
   *
   * 409 `operations.over` when it has ended. Needs the permission that starting it needs.
   */
  @Post(':id/cancel')
  @Fails('operations.not_found', 'operations.over', 'auth.forbidden')
  @ApiParam(idInPath)
  @HttpCode(200)
  @Authenticated({ programsToo: true })
  cancel(
    @CurrentPrincipal() principal: Principal,
    @OperationIdParam() id: string,
    @CallerLanguage() language: Language,
  ): Promise<OperationDto> {
    return this.operations.cancel(principal, id, language);
  }

  /**
   * Watches an operation by server-sent events.
   *
   * `progress` whenever something has changed, then `end`, each with the operation as its data. The stream ends with the
   * work, and earlier when the service is restarted or after ten minutes: come again with `Last-Event-ID`, and what was
   * told is not told again. 204 when there is nothing more to come.
   */
  @Get(':id/events')
  @Fails('operations.not_found', 'operations.too_many_watchers')
  @ApiParam(idInPath)
  @Authenticated({ programsToo: true })
  @ApiHeader({
    name: 'last-event-id',
    required: false,
    description: 'The last event that was heard.',
    schema: { type: 'string' },
    example: '42',
  })
  @ApiOkResponse({
    content: { 'text/event-stream': { schema: { type: 'string' }, example: EXAMPLE_EVENT } },
  })
  @ApiNoContentResponse()
  async watch(
    @CurrentPrincipal() principal: Principal,
    @OperationIdParam() id: string,
    @CallerLanguage() language: Language,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const stream = await this.events.open(principal, id, language, lastEventId);
    if (stream) {
      void reply.header('x-accel-buffering', 'no');
      return new StreamableFile(stream, { type: 'text/event-stream; charset=utf-8' });
    }
    void reply.status(HttpStatus.NO_CONTENT);
    return undefined;
  }
}
