import type { MigrationInterface, QueryRunner } from 'typeorm';
import { messagingPayloads } from '#libs/messaging';

export class OutboxPayloads1795392000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingPayloads);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
