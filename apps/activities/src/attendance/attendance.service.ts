import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock, dayInShanghai } from '#libs/calendar';
import { InjectConfig } from '#libs/config';
import type { Transaction } from '#libs/database';
import { inCommand } from '#libs/http';
import type { Activity } from '../activities/activity.entity.js';
import { advance } from '../activities/activity-lifecycle.policy.js';
import { ActivitiesReadModel } from '../activities/activities.read-model.js';
import { ActivitiesRepository } from '../activities/activities.repository.js';
import { isBackfilled, refuseFuture } from '../activities/activity-time.policy.js';
import { isAttendedByNamed } from '../activities/activity-type.policy.js';
import type { ActivityDetailDto } from '../activities/dto/activity.dto.js';
import type { ActivitiesConfig } from '../config.js';
import {
  type Entry,
  quorumWarnings,
  refuseAttendance,
  refuseLecturers,
  withExempt,
} from './attendance.policy.js';
import { AttendanceRepository } from './attendance.repository.js';
import type { HoldActivityRequest } from './dto/hold-activity.dto.js';
import { refuseEvidence } from './evidence.policy.js';

@Injectable()
export class AttendanceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly activities: ActivitiesRepository,
    private readonly attendances: AttendanceRepository,
    private readonly readModel: ActivitiesReadModel,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: ActivitiesConfig,
  ) {}

  /** Records that the activity was held, with everybody's attendance; replaces what was recorded before. */
  async hold(
    principal: Principal,
    id: string,
    request: HoldActivityRequest,
  ): Promise<ActivityDetailDto> {
    const ranges = principal.ranges('activities.record');
    const evidence = request.evidence ?? [];
    refuseEvidence(evidence);
    // PostgreSQL writes ids in lower case: compared with its own they must be so too.
    const named = request.attendance.map(({ personId, status, reason }): Entry => ({
      personId: personId.toLowerCase(),
      status,
      reason: reason?.trim() ? reason : null,
    }));
    const lecturers = (request.lecturerIds ?? []).map((personId) => personId.toLowerCase());
    return inCommand(this.dataSource, async (tx) => {
      const { activity, path } = await this.activities.lock(tx, id, ranges);
      const { status, minutes } = advance(activity, {
        name: 'hold',
        minutes: request.minutes ?? '',
      });
      refuseFuture(activity.startsAt, this.clock.now());
      const { types, heldOn } = activity;
      const forNamed = isAttendedByNamed(types);
      const among = forNamed ? named.map((entry) => entry.personId) : null;
      const members = await this.attendances.members(tx, path, heldOn, among);
      refuseAttendance(named, members, forNamed);
      const entries = withExempt(named, members);
      refuseLecturers(types, lecturers, await this.knownIn(tx, path, heldOn, lecturers));
      await this.attendances.replace(tx, id, entries);
      await this.attendances.replaceEvidence(tx, id, evidence);
      await this.activities.change(tx, id, {
        status,
        minutes,
        outcome: request.outcome ?? null,
        followUp: request.followUp ?? null,
        lecturers,
        warnings: quorumWarnings(types, entries, members),
        ...this.firstRecorded(activity),
      });
      return this.readModel.detail(id, ranges, tx);
    });
  }

  /** Lecturers come from anywhere in the same tree: a committee's secretary lectures to its branches. */
  private async knownIn(
    tx: Transaction,
    path: string,
    day: string,
    people: readonly string[],
  ): Promise<Set<string>> {
    if (people.length === 0) return new Set();
    const root = path.slice(0, path.indexOf('/') + 1);
    const known = await this.attendances.members(tx, root, day, people);
    return new Set(known.map((member) => member.personId));
  }

  /** The label says when the record was first made: a correction after a return does not make it late. */
  private firstRecorded(activity: Activity): Partial<Pick<Activity, 'recordedAt' | 'backfilled'>> {
    if (activity.recordedAt) return {};
    const now = this.clock.now();
    return {
      recordedAt: now,
      backfilled: isBackfilled(
        activity.heldOn,
        dayInShanghai(now),
        this.config.BACKFILL_GRACE_DAYS,
      ),
    };
  }
}
