const END_OF_DIRECTORY = 0x06054b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
/** 1 January 1980, 00:00: the earliest that a ZIP can say. */
const NO_TIME = 0x0021_0000;

/** A ZIP whose entries carry no time of writing, so that the same content is the same bytes. */
export function withFixedTimes(zip: Buffer): Buffer {
  const fixed = Buffer.from(zip);
  const end = fixed.length - END_LENGTH;
  if (end < 0 || fixed.readUInt32LE(end) !== END_OF_DIRECTORY)
    throw new Error('Not a ZIP, or one with a comment');
  let entry = fixed.readUInt32LE(end + 16);
  for (let left = fixed.readUInt16LE(end + 10); left > 0; left -= 1) {
    fixed.writeUInt32LE(NO_TIME, entry + 12);
    fixed.writeUInt32LE(NO_TIME, fixed.readUInt32LE(entry + 42) + 10);
    entry +=
      ENTRY_LENGTH + [28, 30, 32].reduce((sum, at) => sum + fixed.readUInt16LE(entry + at), 0);
  }
  return fixed;
}
