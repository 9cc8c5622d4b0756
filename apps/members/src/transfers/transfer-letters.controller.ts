import { Body, Controller, Get, Header, HttpCode } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, Public, RequirePermission } from '#libs/auth';
import { Fails, IdParam, Post } from '#libs/http';
import { AnswersFile } from '../codes/file-answer.js';
import { VerifiedLetterDto, VerifyLetterRequest } from './dto/transfer-letter.dto.js';
import { LetterVerificationService } from './letter-verification.service.js';
import { TransferLettersService } from './transfer-letters.service.js';

/** Letters of transfer (介绍信): printed, and verified by whoever is shown one. */
@ApiTags('Transfers')
@Controller('v1')
export class TransferLettersController {
  constructor(
    private readonly letters: TransferLettersService,
    private readonly verification: LetterVerificationService,
  ) {}

  /**
   * Prints the letter of a transfer on A4, as PDF: stub (存根), letter and receipt (回执), to be cut in three.
   *
   * For the sending side, as long as the letter is good; 409 `transfers.no_letter` before and after. The citizen number
   * is masked. The look is logged, and the member sees it.
   */
  @Get('transfers/:id/letter.pdf')
  @RequirePermission('members.manage')
  @AnswersFile('application/pdf')
  @Header('content-disposition', 'inline; filename="transfer-letter.pdf"')
  @Fails('transfers.not_found', 'transfers.no_letter')
  print(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<Buffer> {
    return this.letters.print(principal, id);
  }

  /**
   * Verifies a letter of transfer by the code that is printed on it, for anybody.
   *
   * Told are its number, both organizations, the name masked, and whether it is still good; nothing else. 404
   * `transfers.letter_not_valid` for every code of no letter.
   */
  @Post('transfer-letters/verify')
  @HttpCode(200)
  @Public()
  @Fails('transfers.letter_not_valid')
  verify(@Body() body: VerifyLetterRequest): Promise<VerifiedLetterDto> {
    return this.verification.verify(body.code);
  }
}
