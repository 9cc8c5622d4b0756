import { Module } from '@nestjs/common';
import { MultipartForms } from './multipart-forms.js';

@Module({ providers: [MultipartForms] })
export class UploadsModule {}
