import jsQr from 'jsqr';
import { PNG } from 'pngjs';
import request, { type Test } from 'supertest';
import type { OfficeTitle } from '#libs/contracts';
import type { Caller } from './members.harness.js';

export interface CodeBody {
  readonly code: string;
  readonly url: string;
  readonly issuedAt: string;
}

/** What a picture says, read with another library than it was drawn with. */
export function decoded(bytes: Buffer): string | undefined {
  const { data, width, height } = PNG.sync.read(bytes);
  return jsQr.default(new Uint8ClampedArray(data), width, height)?.data;
}

/** A scan by somebody, or by whoever shows no token. */
export function scan(url: string, caller: Caller | undefined, code: string): Test {
  return caller
    ? caller.post('/v1/scans', { code })
    : request(url).post('/v1/scans').send({ code });
}

export async function appoint(
  admin: Caller,
  organizationId: string,
  personId: string | undefined,
  title: OfficeTitle,
): Promise<void> {
  const office = { personId, title, startsOn: '2024-01-01' };
  await admin.post(`/v1/organizations/${organizationId}/offices`, office).expect(201);
}
