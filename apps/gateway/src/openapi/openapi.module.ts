import { Module } from '@nestjs/common';
import { OpenApiController } from './openapi.controller.js';
import { ServiceDocuments } from './service-documents.js';

@Module({
  controllers: [OpenApiController],
  providers: [ServiceDocuments],
  exports: [ServiceDocuments],
})
export class OpenApiModule {}
