import { Body, Controller, Get, HttpCode, Patch, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import {
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
import { PersonRecordDto } from '../people/dto/member.dto.js';
import { KeptRecordDto } from '../people/dto/record.dto.js';
import { PeopleCorrectionService } from '../people/people-correction.service.js';
import { PeopleEnrolmentService } from '../people/people-enrolment.service.js';
import { PeopleService } from '../people/people.service.js';
import { AffiliationListsService } from './affiliation-lists.service.js';
import { AffiliationsService } from './affiliations.service.js';
import {
  AdmitRequest,
  AffiliateRequest,
  CorrectPersonRequest,
  CreatePersonRequest,
  EndAffiliationRequest,
  PeopleQuery,
  PersonPageDto,
} from './dto/person.dto.js';

/** Everybody with a record, members of the Party or not, and where those belong who are none. */
@Controller('v1/people')
export class AffiliationsController {
  constructor(
    private readonly affiliations: AffiliationsService,
    private readonly lists: AffiliationListsService,
    private readonly people: PeopleService,
    private readonly enrolment: PeopleEnrolmentService,
    private readonly correction: PeopleCorrectionService,
  ) {}

  /**
   * Lists the people of today in the organizations you may see, in the order of the tree.
   *
   * A member of the Party belongs to the branch or group, everybody else to the organization they are affiliated with.
   */
  @Get()
  @RequirePermission('members.read')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PeopleQuery,
  ): Promise<PersonPageDto> {
    return this.lists.page(principal, query);
  }

  /**
   * Enters a person who is no member of the Party, in an organization of whatever line.
   *
   * They may have an account, and are neither counted nor assessed as members. 409 `members.exists` as when a member is
   * entered: a person is on the books once.
   */
  @Post()
  @RequirePermission('members.manage')
  @EntityTag()
  @Location('/v1/people/{personId}')
  @Fails('organizations.not_found', 'organizations.dissolved', 'members.exists')
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreatePersonRequest,
    @CallerLanguage() language: Language,
  ): Promise<KeptRecordDto> {
    return this.enrolment.createPerson(principal, body, language);
  }

  /** Shows one person's record, as `GET /v1/members/{personId}` does of a member. The look is logged. */
  @Get(':personId')
  @RequirePermission('members.read')
  @EntityTag()
  @Fails('members.not_found')
  get(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
  ): Promise<PersonRecordDto> {
    return this.people.person(principal, personId);
  }

  /** Corrects a person's record, as `PATCH /v1/members/{personId}` does of a member; besides, the political status. */
  @Patch(':personId')
  @RequirePermission('members.manage')
  @EntityTag()
  @Fails('members.not_found', 'members.exists')
  correct(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @IfMatch() expected: ExpectedVersion,
    @Body() body: CorrectPersonRequest,
    @CallerLanguage() language: Language,
  ): Promise<KeptRecordDto> {
    return this.correction.correctPerson(principal, personId, expected, { body, language });
  }

  /**
   * Takes a person to another organization from a day on, or to one again.
   *
   * You manage both. 409 `memberships.open` for a member of the Party: where a member belongs is decided by transfer.
   */
  @Post(':personId/affiliations')
  @HttpCode(200)
  @RequirePermission('members.manage')
  @Fails(
    'members.not_found',
    'organizations.not_found',
    'organizations.dissolved',
    'memberships.open',
  )
  affiliate(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @Body() body: AffiliateRequest,
  ): Promise<PersonRecordDto> {
    return this.affiliations.affiliate(principal, personId, body);
  }

  /** Ends a person's affiliation; the record stays with the organization that had it last. */
  @Post(':personId/affiliations/end')
  @HttpCode(200)
  @RequirePermission('members.manage')
  @Fails('members.not_found', 'people.not_affiliated')
  end(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @Body() body: EndAffiliationRequest,
  ): Promise<PersonRecordDto> {
    return this.affiliations.end(principal, personId, body);
  }

  /**
   * Admits a person who is on the books to the Party: a membership begins, and the branch or group answers for the record.
   *
   * An affiliation that lasts goes on beside it.
   */
  @Post(':personId/admit')
  @HttpCode(200)
  @RequirePermission('members.manage')
  @Fails(
    'members.not_found',
    'organizations.not_found',
    'organizations.dissolved',
    'memberships.open',
  )
  admit(
    @CurrentPrincipal() principal: Principal,
    @IdParam('personId') personId: string,
    @Body() body: AdmitRequest,
  ): Promise<PersonRecordDto> {
    return this.affiliations.admit(principal, personId, body);
  }
}
