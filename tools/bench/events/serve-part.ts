import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule, readConfig, serviceConfig } from '#libs/config';
import type { ServiceName } from '#libs/contracts';
import { DatabaseModule } from '#libs/database';
import { MessagingModule, type MessagingOptions } from '#libs/messaging';
import { ObservabilityModule } from '#libs/observability';
import type { Said, Told } from './parts.js';

@Module({})
class PartModule {
  static with(service: ServiceName, subscribers: MessagingOptions['subscribers']): DynamicModule {
    const config = readConfig(serviceConfig({}, 0));
    return {
      module: PartModule,
      imports: [
        ConfigModule.with(config),
        ObservabilityModule.with(),
        DatabaseModule.with({ service, entities: [], migrations: [] }, config),
        MessagingModule.with({ service, subscribers, imports: [] }),
      ],
    };
  }
}

const tell = (said: Said): void => {
  process.send?.(said);
};

/** Boots the messaging of a service as the product does, says that it is ready, and works when told. */
export async function servePart(
  service: ServiceName,
  subscribers: MessagingOptions['subscribers'],
  work: (app: INestApplicationContext, told: Told) => Promise<void>,
): Promise<void> {
  const app = await NestFactory.createApplicationContext(PartModule.with(service, subscribers), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  process.on('message', (told: Told) => {
    const before = process.cpuUsage();
    void work(app, told).then(() => {
      const { user, system } = process.cpuUsage(before);
      tell({ say: 'done', at: Date.now(), cpuSeconds: (user + system) / 1e6 });
    });
  });
  process.once('SIGTERM', () => {
    void app.close().then(() => process.exit(0));
  });
  tell({ say: 'ready' });
}
