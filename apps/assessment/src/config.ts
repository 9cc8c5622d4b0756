import { z } from 'zod';
import { readConfig, serviceConfig } from '#libs/config';

export const assessmentConfig = serviceConfig(
  {
    /** How many members one statement of the monthly run scores. */
    CHUNK_SIZE: z.coerce.number().int().min(1).max(100_000).default(20_000),
    /** How many chunks one copy of this service scores at a time. */
    SCORING_CONCURRENCY: z.coerce.number().int().min(1).max(16).default(2),
    /** How many seconds a chunk stays with a worker that says nothing more of itself. */
    CHUNK_LEASE_SECONDS: z.coerce.number().int().min(1).max(60).default(10),
  },
  3003,
);
export type AssessmentConfig = Readonly<z.infer<typeof assessmentConfig>>;
export const readAssessmentConfig = (
  environment?: Record<string, string | undefined>,
): AssessmentConfig => readConfig(assessmentConfig, environment);
