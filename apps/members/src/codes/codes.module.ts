import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { PeopleModule } from '../people/people.module.js';
import { PhotosModule } from '../photos/photos.module.js';
import { SealingModule } from '../sealing/sealing.module.js';
import { CodeSheetPdf } from './code-sheet-pdf.js';
import { CodeSheetsReadModel } from './code-sheets.read-model.js';
import { CodeSheetsService } from './code-sheets.service.js';
import { CodesRepository } from './codes.repository.js';
import { CodesService } from './codes.service.js';
import { IssuedCodes } from './issued-codes.js';
import { MemberCodesController } from './member-codes.controller.js';
import { OrganizationCodesController } from './organization-codes.controller.js';
import { OwnCodesController } from './own-codes.controller.js';
import { PdfPress } from './pdf-press.js';
import { ScannedPhotosService } from './scanned-photos.service.js';
import { ScansController } from './scans.controller.js';
import { ScansReadModel } from './scans.read-model.js';
import { ScansService } from './scans.service.js';

@Module({
  imports: [OrganizationsModule, PeopleModule, PhotosModule, SealingModule],
  controllers: [
    MemberCodesController,
    OrganizationCodesController,
    OwnCodesController,
    ScansController,
  ],
  providers: [
    CodesService,
    IssuedCodes,
    CodesRepository,
    CodeSheetsService,
    CodeSheetsReadModel,
    CodeSheetPdf,
    PdfPress,
    ScansService,
    ScannedPhotosService,
    ScansReadModel,
  ],
  exports: [CodesService, PdfPress],
})
export class CodesModule {}
