import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { createInflateRaw } from 'node:zlib';
import { DomainError } from '#libs/contracts';
import { rosterTooLarge, rosterUnreadable } from './roster.errors.js';

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
  /** Unpacked, as the archive says. */
  readonly size: number;
  readonly offset: number;
}

export interface ArchivePart {
  readonly name: string;
  readonly crc: number;
  readonly size: number;
  /** What it unpacks to, from the beginning, as often as somebody reads it. */
  pieces(): AsyncIterable<Buffer>;
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
      size: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
    };
    at = nameEnd + (extraBytes ?? 0) + (commentBytes ?? 0);
  }
}

/** Others get their turn between the pieces. */
async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield bytes.subarray(at, at + PIECE_BYTES);
    await setImmediate();
  }
}

/** What unpacks to more than it said is broken off before it fills the memory. */
async function* unpack(zip: Buffer, entry: Entry): AsyncGenerator<Buffer> {
  if (zip.readUInt32LE(entry.offset) !== LOCAL) throw rosterUnreadable();
  const names = zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28);
  const start = entry.offset + LOCAL_BYTES + names;
  const packed = inPieces(zip.subarray(start, start + entry.packedBytes));
  if (entry.method !== 0 && entry.method !== 8) throw rosterUnreadable();
  const unpacked: AsyncIterable<Buffer> =
    entry.method === 0
      ? packed
      : Readable.from(packed).pipe(createInflateRaw({ chunkSize: PIECE_BYTES }));
  let left = entry.size;
  for await (const piece of unpacked) {
    left -= piece.length;
    if (left < 0) throw rosterUnreadable();
    yield piece;
  }
  if (left > 0) throw rosterUnreadable();
}

/** The parts that are wanted, if they unpack to no more than the limit in all. */
export function openArchive(zip: Buffer, wanted: (name: string) => boolean): ArchivePart[] {
  try {
    const found = [...entries(zip)].filter(({ name }) => wanted(name));
    if (found.reduce((sum, { size }) => sum + size, 0) > UNPACKED_LIMIT) throw rosterTooLarge();
    return found.map((entry) => {
      const { name, crc, size } = entry;
      return { name, crc, size, pieces: () => unpack(zip, entry) };
    });
  } catch (error) {
    // What Buffer says of an archive that ends too early.
    throw error instanceof DomainError ? error : rosterUnreadable('broken', error);
  }
}

function localHeader({ name, crc, size }: ArchivePart): Buffer {
  const header = Buffer.alloc(LOCAL_BYTES);
  header.writeUInt32LE(LOCAL, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(size, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(Buffer.byteLength(name), 26);
  return Buffer.concat([header, Buffer.from(name)]);
}

/** The parts as an archive that is read from front to back, in this order. */
export async function* packArchive(parts: readonly ArchivePart[]): AsyncGenerator<Buffer> {
  for (const part of parts) {
    yield localHeader(part);
    yield* part.pieces();
  }
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  yield end;
}
