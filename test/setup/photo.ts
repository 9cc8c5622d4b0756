import sharp from 'sharp';
import type { TestSuite } from './suite.js';
import type { BranchOfWorld } from './world.js';

const photoOf = async (background: string): Promise<Uint8Array<ArrayBuffer>> =>
  Uint8Array.from(
    await sharp({ create: { width: 30, height: 40, channels: 3, background } })
      .png()
      .toBuffer(),
  );

/** The member sets their own photo, of one colour. */
export async function setOwnPhoto(
  { url }: TestSuite,
  { member }: BranchOfWorld,
  colour: string,
): Promise<void> {
  const form = new FormData();
  form.append('file', new Blob([await photoOf(colour)]), 'photo.jpg');
  const { person } = await member.get<{ person: { version: number } }>('/v1/me');
  const answer = await fetch(`${url}/v1/me/photo`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${member.accessToken}`,
      'if-match': `"${person.version}"`,
    },
    body: form,
  });
  if (answer.status !== 200) throw new Error(`no photo: ${await answer.text()}`);
}
