import type { MigrationInterface, QueryRunner } from 'typeorm';
import { messagingBatches } from '#libs/messaging';

export class OutboxBatches1795392000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingBatches);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
