import { Injectable } from '@nestjs/common';
import type { EventEnvelope } from '#libs/contracts';
import type { Transaction } from '#libs/database';
import { DirectoryProjector, pullAfter } from '#libs/directory';
import type { Subscriber } from '#libs/messaging';

/** The bell of the members service rang: brings the copy of the directory up to date. */
@Injectable()
export class WhenDirectoryChangedRefreshDirectory implements Subscriber<'assessment.refresh-directory'> {
  readonly name = 'assessment.refresh-directory';

  constructor(private readonly projector: DirectoryProjector) {}

  handle(
    _events: readonly EventEnvelope<'members.directory.changed'>[],
    tx: Transaction,
  ): Promise<void> {
    pullAfter(tx, this.projector);
    return Promise.resolve();
  }
}
