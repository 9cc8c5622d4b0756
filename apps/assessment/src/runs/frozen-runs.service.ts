import { Injectable } from '@nestjs/common';
import { Clock, type Month } from '#libs/calendar';
import { InjectConfig } from '#libs/config';
import type { Transaction } from '#libs/database';
import type { AssessmentConfig } from '../config.js';
import { FactsRepository } from '../facts/facts.repository.js';
import { SchemesRepository } from '../schemes/schemes.repository.js';
import { LONG_WORK } from './long-work.js';
import { RosterRepository } from './roster.repository.js';
import { refuseUnlessOver } from './run.policy.js';
import { type NewRun, RunsRepository } from './runs.repository.js';

/** Makes runs whose inputs never change: the month, the schemes, who is scored, and up to when facts count. */
@Injectable()
export class FrozenRunsService {
  constructor(
    private readonly runs: RunsRepository,
    private readonly schemes: SchemesRepository,
    private readonly roster: RosterRepository,
    private readonly facts: FactsRepository,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: AssessmentConfig,
  ) {}

  /** @throws assessment.month_not_over */
  refuseUnlessOver(month: Month): void {
    refuseUnlessOver(month, this.clock.now());
  }

  /** @throws assessment.run_active, assessment.scheme_missing */
  async make(tx: Transaction, run: NewRun): Promise<string> {
    await tx.query(LONG_WORK);
    const id = await this.runs.add(tx, run);
    const schemes = await this.schemes.activeFor(tx, run.rootPath, run.month);
    await this.runs.freezeSchemes(tx, id, schemes);
    await this.roster.freeze(tx, { ...run, id }, this.config.CHUNK_SIZE);
    // Last of all, since recording waits from here to the commit.
    await this.facts.holdRecording(tx);
    await this.runs.drawLine(tx, id);
    return id;
  }
}
