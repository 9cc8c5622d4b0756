import type { MigrationInterface, QueryRunner } from 'typeorm';
import { idempotencyTable } from '#libs/database';

export class IdempotencyKeys1795392000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(idempotencyTable);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
