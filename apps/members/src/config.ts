import { z } from 'zod';
import { developmentSecret, readConfig, serviceConfig } from '#libs/config';

/** The environment of the members service, on top of what all services read. */
export const membersConfig = serviceConfig(
  {
    /** Seals citizen numbers, phone numbers and signing keys, and makes the blind indexes by which they are found. */
    FIELD_KEY_SECRET: z.string().min(32, 'needs at least 32 characters').default(developmentSecret),
    /** Password of the first administrator, `admin`, made at boot as long as there is no account at all. */
    ADMIN_PASSWORD: z.string().min(10, 'needs at least 10 characters').max(200).optional(),
    /** How many seconds a roster stays with a worker that says nothing more of itself. */
    IMPORT_LEASE_SECONDS: z.coerce.number().int().min(1).max(60).default(10),
    /** The address of the gateway as phones reach it: printed QR codes begin with it, so it must not change later. */
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'is no http or https address' })
      .refine((url) => !/[?#]/.test(url), 'has a query or a fragment')
      .default('http://127.0.0.1:3000')
      .transform((url) => url.replace(/\/+$/, '')),
  },
  3001,
);
export type MembersConfig = Readonly<z.infer<typeof membersConfig>>;

export const readMembersConfig = (
  environment?: Readonly<Record<string, string | undefined>>,
): MembersConfig => readConfig(membersConfig, environment);
