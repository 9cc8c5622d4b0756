import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A log that servers append to; remembers where this start begins, so that errors quote no older run. */
export class LogFile {
  readonly #handle: FileHandle;
  readonly #begin: number;

  private constructor(
    readonly path: string,
    handle: FileHandle,
    begin: number,
  ) {
    this.#handle = handle;
    this.#begin = begin;
  }

  static async open(path: string): Promise<LogFile> {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, 'a+', 0o600);
    return new LogFile(path, handle, (await handle.stat()).size);
  }

  /** Handed to the child already open, so that a child of another user needs no right to the folder. */
  get descriptor(): number {
    return this.#handle.fd;
  }

  append(text: string): Promise<void> {
    return this.#handle.appendFile(text);
  }

  async tail(): Promise<string> {
    const { size } = await this.#handle.stat();
    const length = Math.min(size - this.#begin, 4_000);
    if (length <= 0) return '';
    const { buffer } = await this.#handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8').trim().split('\n').slice(-20).join('\n');
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
