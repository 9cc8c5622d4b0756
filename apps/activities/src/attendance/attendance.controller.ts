import { Body, Controller, Get, HttpCode, Query } from '@nestjs/common';
import { CurrentPrincipal, type Principal, RequirePermission } from '#libs/auth';
import { EntityTag, Fails, IdParam, ListQuery, Post } from '#libs/http';
import { ActivityDetailDto } from '../activities/dto/activity.dto.js';
import { AttendanceService } from './attendance.service.js';
import { AttendancePageDto } from './dto/attendance.dto.js';
import { HoldActivityRequest } from './dto/hold-activity.dto.js';
import { MakeUpDto, MakeUpRequest } from './dto/make-up.dto.js';
import { MakeUpService } from './make-up.service.js';
import { RosterService } from './roster.service.js';

@Controller('v1/activities/:id')
export class AttendanceController {
  constructor(
    private readonly attendance: AttendanceService,
    private readonly makeUps: MakeUpService,
    private readonly roster: RosterService,
  ) {}

  /**
   * Lists who is expected
   *
   * By name, with the status where one was recorded: the members, on the day of the activity, of the organization and of
   * all below it. Who is exempt from attendance on that day is `exempt` unless somebody recorded otherwise
   * (`byExemption`). Once the activity is submitted, those who were recorded, whatever becomes of the directory.
   */
  @Get('attendance')
  @RequirePermission('activities.read')
  @Fails('activities.not_found')
  list(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Query() page: ListQuery,
  ): Promise<AttendancePageDto> {
    return this.roster.list(principal, id, page);
  }

  /**
   * Records an activity as held
   *
   * Attendance, minutes and evidence in one. While the activity is `held`, and when it was returned, it may be recorded
   * anew, which replaces the earlier record as a whole. Everybody who was due needs a status: 422
   * `activities.attendance_incomplete` names those left out, `activities.attendance_invalid` points at entries of people
   * who do not belong there. Who is exempt from attendance on that day may be left out and is recorded as `exempt`; who
   * came all the same is `present`, and nobody exempt is `absent` or on `leave` (`exempt_member`). `warnings` in the answer say which rule of 支部工作条例 (Art. 11, 12) the record does not
   * meet; they block nothing.
   */
  @Post('hold')
  @RequirePermission('activities.record')
  @Fails(
    'activities.not_found',
    'activities.not_in_state',
    'activities.not_yet_held',
    'activities.attendance_incomplete',
    'activities.attendance_invalid',
    'activities.too_many_due',
    'activities.lecturers_invalid',
    'activities.evidence_invalid',
  )
  @HttpCode(200)
  @EntityTag()
  hold(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() request: HoldActivityRequest,
  ): Promise<ActivityDetailDto> {
    return this.attendance.hold(principal, id, request);
  }

  /**
   * Records a make-up (补课)
   *
   * Somebody on leave or absent has made up what was missed, of a filed activity and within its deadline: the attendance
   * becomes `made_up` and counts as attended from then on. 409 `activities.nothing_to_make_up` where the person was
   * there, was exempt, or has made it up already.
   */
  @Post('make-ups')
  @RequirePermission('activities.record')
  @Fails(
    'activities.not_found',
    'activities.not_in_state',
    'activities.nothing_to_make_up',
    'activities.make_up_day_invalid',
    'activities.attendance_invalid',
  )
  @HttpCode(200)
  makeUp(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: string,
    @Body() request: MakeUpRequest,
  ): Promise<MakeUpDto> {
    return this.makeUps.makeUp(principal, id, request);
  }
}
