import type { MigrationInterface, QueryRunner } from 'typeorm';
import { directoryEndedSessions } from '#libs/directory';

export class DirectoryEndedSessions1796000400112 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(directoryEndedSessions);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
