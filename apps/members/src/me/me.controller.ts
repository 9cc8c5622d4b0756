import { Body, Controller, Get, Header, HttpCode, Query } from '@nestjs/common';
import { Authenticated, CurrentPrincipal, type Principal } from '#libs/auth';
import { CallerLanguage, Fails, type Language, ListQuery, Post } from '#libs/http';
import { LookPageDto } from './dto/look.dto.js';
import { MeDto } from './dto/me.dto.js';
import { OwnDataDto } from './dto/own-data.dto.js';
import { OwnErasureDto, OwnErasureRequest } from './dto/own-erasure.dto.js';
import { ToDosDto } from './dto/to-do.dto.js';
import { MeService } from './me.service.js';
import { OwnDataService } from './own-data.service.js';
import { OwnErasureService } from './own-erasure.service.js';
import { ToDosService } from './to-dos.service.js';

/** What is the caller's own. */
@Controller('v1/me')
export class MeController {
  constructor(
    private readonly me: MeService,
    private readonly toDos: ToDosService,
    private readonly data: OwnDataService,
    private readonly erasure: OwnErasureService,
  ) {}

  /** Shows who you are: account, own record, memberships, offices, and the roles that count today. */
  @Get()
  @Authenticated({ evenBeforePasswordChange: true })
  @Fails('accounts.not_found')
  get(@CurrentPrincipal() principal: Principal): Promise<MeDto> {
    return this.me.get(principal);
  }

  /**
   * Lists who looked at your record, newest first.
   *
   * Your own looks are not kept. An account that is no person's has an empty list.
   */
  @Get('looks')
  @Authenticated()
  looks(@CurrentPrincipal() principal: Principal, @Query() query: ListQuery): Promise<LookPageDto> {
    return this.me.looks(principal, query);
  }

  /**
   * Lists what waits for you, a line for each kind: how many, since or until when, and where they are.
   *
   * Of those who manage members what is to be decided, of a secretary the transfers to answer; of a member the own probation and letter of transfer.
   */
  @Get('to-dos')
  @Authenticated()
  listToDos(
    @CurrentPrincipal() principal: Principal,
    @CallerLanguage() language: Language,
  ): Promise<ToDosDto> {
    return this.toDos.list(principal, language);
  }

  /**
   * Shows all that is kept of you here, to be saved: the whole record, what was decided, agreed and issued, who looked.
   *
   * Nothing in it is masked (个人信息保护法 Art. 45). 403 for an account that is no person's.
   */
  @Get('data')
  @Authenticated()
  @Header('content-disposition', 'attachment; filename="wutai-own-data.json"')
  @Fails('accounts.not_found')
  ownData(@CurrentPrincipal() principal: Principal): Promise<OwnDataDto> {
    return this.data.export(principal);
  }

  /**
   * Erases what you gave besides what the books need, and says what is kept and why (个人信息保护法 Art. 47).
   *
   * Without a phone number nobody logs in by it any more. Those who keep the books may enter it again if you give it again.
   */
  @Post('erasure')
  @HttpCode(200)
  @Authenticated()
  erase(
    @CurrentPrincipal() principal: Principal,
    @Body() body: OwnErasureRequest,
    @CallerLanguage() language: Language,
  ): Promise<OwnErasureDto> {
    return this.erasure.erase(principal, body, language);
  }
}
