import type { z } from 'zod';
import { readConfig, serviceConfig } from '#libs/config';

export const notificationsConfig = serviceConfig({}, 3004);
export type NotificationsConfig = Readonly<z.infer<typeof notificationsConfig>>;
export const readNotificationsConfig = (
  environment?: Record<string, string | undefined>,
): NotificationsConfig => readConfig(notificationsConfig, environment);
