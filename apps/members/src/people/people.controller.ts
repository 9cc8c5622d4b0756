import { Body, Controller, Get, HttpCode, Patch, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import {
  BatchAnswerDto,
  CallerLanguage,
  EntityTag,
  ExpectedVersion,
  Fails,
  IdParam,
  IfMatch,
  type Language,
  Location,
  Post,
} from '#libs/http';
import { MemberPageDto, MembersQuery, PersonRecordDto } from './dto/member.dto.js';
import {
  CorrectRecordRequest,
  CreateMemberRequest,
  KeptRecordDto,
  MemberBatchRequest,
} from './dto/record.dto.js';
import { PeopleCorrectionService } from './people-correction.service.js';
import { PeopleEnrolmentService } from './people-enrolment.service.js';
import { PeopleService } from './people.service.js';

/** The members (党员) and their records. */
@Controller('v1/members')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly enrolment: PeopleEnrolmentService,
    private readonly correction: PeopleCorrectionService,
  ) {}

  /**
   * Enters a member by hand, with the membership in a branch or group.
   *
   * A birth date or sex that the citizen number does not say (GB 11643) is kept as it is, and told in `warnings`. 409
   * `members.exists` when the person is on the books already, by citizen number or by employee number below the same
   * root; `existing` is the address of the record, if you may see it.
   */
  @Post()
  @RequirePermission('members.manage')
  @EntityTag()
  @Location('/v1/members/{personId}')
  @Fails('organizations.not_found', 'organizations.dissolved', 'members.exists')
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateMemberRequest,
    @CallerLanguage() language: Language,
  ): Promise<KeptRecordDto> {
    return this.enrolment.create(principal, body, language);
  }

  /**
   * Enters up to 1,000 members, all or those that are sound.
   *
   * Each item is what entering one takes, and is answered in its place as entering one would be.
   */
  @Post('batch')
  @HttpCode(200)
  @RequirePermission('members.manage')
  batch(
    @CurrentPrincipal() principal: Principal,
    @Body() body: MemberBatchRequest,
    @CallerLanguage() language: Language,
  ): Promise<BatchAnswerDto> {
    return this.enrolment.batch(principal, body, language);
  }

  /** Lists today's members of the organizations you may see, in the order of the tree unless asked otherwise. */
  @Get()
  @RequirePermission('members.read')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: MembersQuery,
  ): Promise<MemberPageDto> {
    return this.people.list(principal, query);
  }

  /** Shows one member's record, numbers masked. The look is logged, and the person sees it in `GET /v1/me/looks`. */
  @Get(':personId')
  @RequirePermission('members.read')
  @EntityTag()
  @Fails('members.not_found')
  get(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
  ): Promise<PersonRecordDto> {
    return this.people.member(principal, personId);
  }

  /**
   * Corrects a member's record; what is left out stays, and null clears.
   *
   * Kind, standing and organization of a membership are decided instead (`/confirm`, `/standing`). What looks odd is told
   * in `warnings`; 409 `members.exists` when the number is another's.
   */
  @Patch(':personId')
  @RequirePermission('members.manage')
  @EntityTag()
  @Fails('members.not_found', 'members.exists')
  correct(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @IfMatch() expected: ExpectedVersion,
    @Body() body: CorrectRecordRequest,
    @CallerLanguage() language: Language,
  ): Promise<KeptRecordDto> {
    return this.correction.correctMember(principal, personId, expected, { body, language });
  }
}
