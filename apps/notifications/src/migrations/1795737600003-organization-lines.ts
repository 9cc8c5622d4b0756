import type { MigrationInterface, QueryRunner } from 'typeorm';
import { directoryLines } from '#libs/directory';

export class OrganizationLines1795737600003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(directoryLines);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
