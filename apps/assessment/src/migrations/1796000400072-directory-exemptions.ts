import type { MigrationInterface, QueryRunner } from 'typeorm';
import { directoryExemptions } from '#libs/directory';

export class DirectoryExemptions1796000400072 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(directoryExemptions);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
