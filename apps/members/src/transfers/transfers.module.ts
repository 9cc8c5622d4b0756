import { Module } from '@nestjs/common';
import { CodesModule } from '../codes/codes.module.js';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RulesModule } from '../rules/rules.module.js';
import { SealingModule } from '../sealing/sealing.module.js';
import { IssuedLetters } from './issued-letters.js';
import { LeftBehindRepository } from './left-behind.repository.js';
import { LetterVerificationService } from './letter-verification.service.js';
import { OwnTransfersController } from './own-transfers.controller.js';
import { TransferAcceptance } from './transfer-acceptance.js';
import { TransferLetterPdf } from './transfer-letter-pdf.js';
import { TransferLettersController } from './transfer-letters.controller.js';
import { TransferLettersService } from './transfer-letters.service.js';
import { TransferListsService } from './transfer-lists.service.js';
import { TransferRecords } from './transfer-records.js';
import { TransferStepsService } from './transfer-steps.service.js';
import { TransfersController } from './transfers.controller.js';
import { TransfersReadModel } from './transfers.read-model.js';
import { TransfersRepository } from './transfers.repository.js';
import { TransfersService } from './transfers.service.js';

@Module({
  imports: [CodesModule, MembershipsModule, PeopleModule, RulesModule, SealingModule],
  controllers: [TransfersController, OwnTransfersController, TransferLettersController],
  providers: [
    TransfersService,
    TransferStepsService,
    TransferAcceptance,
    LeftBehindRepository,
    TransferListsService,
    TransferLettersService,
    LetterVerificationService,
    TransferLetterPdf,
    IssuedLetters,
    TransferRecords,
    TransfersRepository,
    TransfersReadModel,
  ],
})
export class TransfersModule {}
