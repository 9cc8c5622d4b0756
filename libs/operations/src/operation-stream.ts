import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { isOver, type Operation } from './operation.js';
import type { OperationDto } from './operation.dto.js';

/** A client that reads so slowly is cut off; it may come again. */
const UNREAD_BYTES = 256 * 1024;

/** The same state has the same id on every copy of the service, so that who comes again is not told twice. */
export function eventIdOf(operation: Operation): string {
  return createHash('sha256').update(JSON.stringify(operation)).digest('hex').slice(0, 16);
}

/** Server-sent events on one operation, for one who watches: an event a change, the last when it is over. */
export class OperationStream {
  readonly readable = new PassThrough();
  private last: string | undefined;

  constructor(
    private readonly toDto: (operation: Operation) => OperationDto,
    lastEventId: string | undefined,
  ) {
    this.last = lastEventId;
    this.readable.on('error', () => undefined);
    this.write('retry: 1000\n\n');
  }

  tell(operation: Operation): void {
    const id = eventIdOf(operation);
    if (id !== this.last) {
      this.last = id;
      const event = isOver(operation) ? 'end' : 'progress';
      this.write(`event: ${event}\nid: ${id}\ndata: ${JSON.stringify(this.toDto(operation))}\n\n`);
    }
    if (isOver(operation)) this.end();
  }

  /** A comment, which keeps the connection open on the way. */
  beat(): void {
    this.write(':\n\n');
  }

  end(): void {
    if (!this.readable.writableEnded) this.readable.end();
  }

  private write(text: string): void {
    if (this.readable.writableEnded || this.readable.destroyed) return;
    this.readable.write(text);
    if (this.readable.writableLength + this.readable.readableLength > UNREAD_BYTES)
      this.readable.destroy();
  }
}
