import sharp from 'sharp';
import request, { type Test } from 'supertest';
import type { Caller } from './members.harness.js';

/** A picture of one colour. */
export const picture = (background: string, width = 300, height = 400): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();

/** Sends a photo as the form that a browser would send. */
export function sendPhoto(
  caller: Caller,
  path: string,
  tag: string,
  file: Buffer,
  field = 'file',
): Test {
  return request(caller.url)
    .put(path)
    .set('authorization', `Bearer ${caller.token}`)
    .set('if-match', tag)
    .attach(field, file, 'IMG_0001.exe');
}

export function remove(caller: Caller, path: string, tag: string): Test {
  return request(caller.url)
    .delete(path)
    .set('authorization', `Bearer ${caller.token}`)
    .set('if-match', tag);
}

export async function tagOf(caller: Caller, path: string): Promise<string> {
  const { headers } = await caller.get(path).expect(200);
  return headers['etag'] ?? '';
}
