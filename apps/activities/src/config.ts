import { z } from 'zod';
import { readConfig, serviceConfig } from '#libs/config';

const days = z.coerce.number().int().min(0).max(366);

export const activitiesConfig = serviceConfig(
  {
    /** A record first entered more days than this after the activity is labelled as back-filled. */
    BACKFILL_GRACE_DAYS: days.default(7),
    /** How many days after the activity somebody who missed it may make it up. */
    MAKE_UP_DAYS: days.default(30),
  },
  3002,
);
export type ActivitiesConfig = Readonly<z.infer<typeof activitiesConfig>>;
export const readActivitiesConfig = (
  environment?: Record<string, string | undefined>,
): ActivitiesConfig => readConfig(activitiesConfig, environment);
