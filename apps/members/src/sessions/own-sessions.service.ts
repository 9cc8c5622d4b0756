import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { Clock } from '#libs/calendar';
import type { Transaction } from '#libs/database';
import { Cursors, inCommand, type ListQuery } from '#libs/http';
import { DirectoryBell } from '../directory-feed/directory-bell.js';
import type { EndedSessionsDto, OwnSessionPageDto } from './dto/own-session.dto.js';
import { OwnSessionsReadModel } from './own-sessions.read-model.js';
import { sessionNotFound } from './sessions.errors.js';
import { SessionsRepository } from './sessions.repository.js';

@Injectable()
export class OwnSessionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly readModel: OwnSessionsReadModel,
    private readonly sessions: SessionsRepository,
    private readonly bell: DirectoryBell,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** Those that live, the last begun first. */
  async page(principal: Principal, { limit, cursor }: ListQuery): Promise<OwnSessionPageDto> {
    const list = ['own-sessions', principal.accountId];
    const after = cursor ? this.cursors.open(cursor, list) : undefined;
    const rows = await this.readModel.page(principal, after, this.clock.now(), limit + 1);
    return this.cursors.page(rows, {
      limit,
      list,
      position: ({ id }) => [id],
      map: (session) => session,
    });
  }

  async end({ accountId }: Principal, id: string): Promise<void> {
    await inCommand(this.dataSource, async (tx) => {
      if ((await this.endAll(tx, accountId, { only: id })) === 0) throw sessionNotFound();
    });
  }

  async endOthers({ accountId, sessionId }: Principal): Promise<EndedSessionsDto> {
    return inCommand(this.dataSource, async (tx) => ({
      ended: await this.endAll(tx, accountId, { except: sessionId }),
    }));
  }

  private async endAll(
    tx: Transaction,
    accountId: string,
    which: { readonly only: string } | { readonly except: string },
  ): Promise<number> {
    await this.sessions.lockAccount(tx, accountId);
    const ended = await this.sessions.end(tx, accountId, which, this.clock.now());
    if (ended > 0) await this.bell.ringFor(tx, accountId);
    return ended;
  }
}
