import { z } from 'zod';

/** The environment of `tools/start/demo.ts`. */
export const demoConfig = z.object({
  WUTAI_URL: z.url({ protocol: /^https?$/ }),
  /** Of the first administrator, `admin`. */
  WUTAI_PASSWORD: z.string(),
  /** What the demo's accounts log in with. */
  DEMO_PASSWORD: z.string().min(8, 'needs at least 8 characters'),
});
