import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { DomainError } from '#libs/contracts';
import { rosterTooLarge, rosterUnreadable } from './roster.errors.js';

const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw);

/** 100,000 rows of our columns unpack to 60 MB; what is much more is no roster, whatever its size when packed. */
const UNPACKED_LIMIT = 150 * 1024 * 1024;

/** The reader works through what it is given at once, and holds everybody else up meanwhile. */
const PIECE_BYTES = 32 * 1024;

const END = 0x06054b50;
const END_BYTES = 22;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly offset: number;
}

export interface ArchivePart {
  readonly name: string;
  readonly crc: number;
  readonly bytes: Buffer;
}

function findEnd(zip: Buffer): number {
  for (let at = zip.length - END_BYTES; at >= 0 && at > zip.length - END_BYTES - 65_536; at--)
    if (zip.readUInt32LE(at) === END) return at;
  throw rosterUnreadable();
}

function* entries(zip: Buffer): Generator<Entry> {
  const end = findEnd(zip);
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== CENTRAL) throw rosterUnreadable();
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) =>
      zip.readUInt16LE(at + field),
    );
    const nameEnd = at + CENTRAL_BYTES + (nameBytes ?? 0);
    if ((zip.readUInt16LE(at + 8) & 1) !== 0) throw rosterUnreadable('encrypted');
    yield {
      name: zip.toString('utf8', at + CENTRAL_BYTES, nameEnd),
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packedBytes: zip.readUInt32LE(at + 20),
      offset: zip.readUInt32LE(at + 42),
    };
    at = nameEnd + (extraBytes ?? 0) + (commentBytes ?? 0);
  }
}

async function unpack(zip: Buffer, entry: Entry, limit: number): Promise<Buffer> {
  if (zip.readUInt32LE(entry.offset) !== LOCAL) throw rosterUnreadable();
  const names = zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28);
  const start = entry.offset + LOCAL_BYTES + names;
  const packed = zip.subarray(start, start + entry.packedBytes);
  if (packed.length > limit) throw rosterTooLarge();
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw rosterUnreadable();
  return inflate(packed, { maxOutputLength: Math.max(1, limit) });
}

/** Unpacks the parts that are wanted, as far as the limit; a bomb is refused before it fills the memory. */
export async function unpackArchive(
  zip: Buffer,
  wanted: (name: string) => boolean,
): Promise<ArchivePart[]> {
  const parts: ArchivePart[] = [];
  let left = UNPACKED_LIMIT;
  try {
    for (const entry of entries(zip)) {
      if (!wanted(entry.name)) continue;
      const bytes = await unpack(zip, entry, left);
      left -= bytes.length;
      parts.push({ name: entry.name, crc: entry.crc, bytes });
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    // What zlib and Buffer say of an archive that is broken, or larger than it may be.
    throw (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
      ? rosterTooLarge()
      : rosterUnreadable('broken', error);
  }
  return parts;
}

function localHeader({ name, crc, bytes }: ArchivePart): Buffer {
  const header = Buffer.alloc(LOCAL_BYTES);
  header.writeUInt32LE(LOCAL, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt32LE(bytes.length, 22);
  header.writeUInt16LE(Buffer.byteLength(name), 26);
  return Buffer.concat([header, Buffer.from(name)]);
}

/** The parts as an archive that is read from front to back, in this order; others get their turn between the pieces. */
export async function* packArchive(parts: readonly ArchivePart[]): AsyncGenerator<Buffer> {
  for (const part of parts) {
    yield localHeader(part);
    for (let at = 0; at < part.bytes.length; at += PIECE_BYTES) {
      yield part.bytes.subarray(at, at + PIECE_BYTES);
      await setImmediate();
    }
  }
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  yield end;
}
