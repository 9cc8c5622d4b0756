import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import { inCommand, type Language } from '#libs/http';
import { FieldSeal } from '../sealing/field-seal.js';
import type { SentFile } from '../uploads/sent-file.js';
import { UploadPlaces } from '../uploads/upload-places.js';
import type { RosterImportDto } from './dto/roster-import.dto.js';
import type { RosterMode } from './roster-mode.js';
import { RosterImportQueue } from './roster-import-queue.js';
import { fileOf } from './roster-import-work.js';
import { RosterImportsRepository } from './roster-imports.repository.js';
import { rosterImportNotFound } from './roster.errors.js';
import { toImportDto } from './roster.mapper.js';

/** Each is held whole, and once more sealed, until it is kept. */
const MOST_AT_ONCE = 4;

/** Takes rosters on, to be worked on in a moment, and shows what came of them to those who sent them. */
@Injectable()
export class RosterImportService {
  private readonly places = new UploadPlaces(MOST_AT_ONCE);

  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: RosterImportsRepository,
    private readonly seal: FieldSeal,
    private readonly queue: RosterImportQueue,
  ) {}

  /** @throws members.roster_missing, members.roster_too_large, and what `UploadPlaces` throws */
  async start(
    principal: Principal,
    sent: SentFile,
    { dryRun, mode }: { readonly dryRun: boolean; readonly mode: RosterMode },
    language: Language,
  ): Promise<RosterImportDto> {
    const createdBy = principal.accountId;
    const started = await this.places.hold(createdBy, sent, (bytes) =>
      inCommand(this.dataSource, async (tx) => {
        const id = await this.imports.newId(tx);
        const file = this.seal.sealBytes(bytes, fileOf(id));
        await this.imports.add(tx, { id, createdBy, dryRun, mode, file });
        const added = await this.imports.find(tx, id, createdBy);
        if (!added) throw rosterImportNotFound();
        return toImportDto(added, language);
      }),
    );
    this.queue.ring();
    return started;
  }

  /** @throws members.roster_import_not_found */
  async one(principal: Principal, id: string, language: Language): Promise<RosterImportDto> {
    const found = await this.imports.find(this.dataSource, id, principal.accountId);
    if (!found) throw rosterImportNotFound();
    return toImportDto(found, language);
  }
}
