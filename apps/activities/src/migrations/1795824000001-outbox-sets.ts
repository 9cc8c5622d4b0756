import type { MigrationInterface, QueryRunner } from 'typeorm';
import { messagingSets } from '#libs/messaging';

export class OutboxSets1795824000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingSets);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
