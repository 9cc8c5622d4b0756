import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { InjectConfig } from '#libs/config';
import { inCommand } from '#libs/http';
import { Outbox } from '#libs/messaging';
import { advance } from '../activities/activity-lifecycle.policy.js';
import { ActivitiesRepository } from '../activities/activities.repository.js';
import type { ActivitiesConfig } from '../config.js';
import { nothingToMakeUp, personNotExpected } from './attendance.errors.js';
import { AttendanceRepository } from './attendance.repository.js';
import type { MakeUpDto, MakeUpRequest } from './dto/make-up.dto.js';
import { refuseMakeUpDay } from './make-up.policy.js';

@Injectable()
export class MakeUpService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly activities: ActivitiesRepository,
    private readonly attendances: AttendanceRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: ActivitiesConfig,
  ) {}

  async makeUp(principal: Principal, id: string, request: MakeUpRequest): Promise<MakeUpDto> {
    const { madeUpOn, note } = request;
    const personId = request.personId.toLowerCase();
    return inCommand(this.dataSource, async (tx) => {
      const ranges = principal.ranges('activities.record');
      const { activity } = await this.activities.lock(tx, id, ranges);
      advance(activity, { name: 'make_up' });
      const today = dayInShanghai(this.clock.now());
      refuseMakeUpDay(madeUpOn, activity.heldOn, today, this.config.MAKE_UP_DAYS);
      const revision = await this.attendances.makeUp(tx, id, { personId, madeUpOn, note });
      if (revision === undefined) {
        const attendance = await this.attendances.status(tx, id, personId);
        throw attendance === undefined ? personNotExpected() : nothingToMakeUp(attendance);
      }
      await this.outbox.publish(tx, 'activities.attendance.settled', {
        v: 1,
        activityId: id,
        organizationId: activity.organizationId,
        types: activity.types,
        heldOn: activity.heldOn,
        personId,
        status: 'made_up',
        revision,
      });
      return { activityId: id, personId, status: 'made_up', madeUpOn, note, revision };
    });
  }
}
