import { Transform, type TransformCallback } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { errors } from 'undici';
import { DomainError } from '#libs/contracts';

const JSON_LIMIT_BYTES = 1024 * 1024;
const FILE_LIMIT_BYTES = 25 * 1024 * 1024;
/** Up to this a body is held: it can be sent again, and a slow client occupies no service. */
const HELD_BYTES = 64 * 1024;

/** How long a client may take to send a body that is held, and one that is streamed. */
export interface BodyDeadlines {
  readonly heldMs: number;
  readonly streamedMs: number;
}

/** Counts what passes, for a client that does not say beforehand how much it sends, and bounds how long that takes. */
class Limit extends Transform {
  private passed = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly limit: number,
    deadlineMs: number,
  ) {
    super();
    this.timer = setTimeout(() => {
      // Where something lies here that nobody has taken, it is the service that is slow.
      const isClient = this.readableLength === 0;
      this.destroy(
        isClient ? new DomainError('request.timeout') : new errors.HeadersTimeoutError(),
      );
    }, deadlineMs);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.passed += chunk.length;
    if (this.passed > this.limit) done(new DomainError('request.too_large'));
    else done(null, chunk);
  }

  /** The client has sent everything. */
  override _flush(done: TransformCallback): void {
    clearTimeout(this.timer);
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.timer);
    done(error);
  }
}

/** What goes to the service: nothing, what was held, or a stream that can be sent only once. */
export type RequestBody = Buffer | Transform | null;

/**
 * The body: held where it is announced as small, else as it streams through. The stream is one of its own, because the
 * sender destroys what it was given when the service fails, and the client's connection is still needed to say so.
 *
 * @returns null when there is none; a promise of a small one, as it comes in.
 * @throws request.too_large; later, or as the stream's error: request.timeout
 */
export function requestBody(
  request: IncomingMessage,
  takesFiles: boolean,
  deadlines: BodyDeadlines,
): RequestBody | Promise<Buffer> {
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return null;
  const limit = takesFiles ? FILE_LIMIT_BYTES : JSON_LIMIT_BYTES;
  if (Number(length ?? 0) > limit) throw new DomainError('request.too_large');
  if (length !== undefined && Number(length) <= HELD_BYTES) return held(request, deadlines.heldMs);
  const body = request.pipe(new Limit(limit, deadlines.streamedMs));
  // It may fail before anybody reads it; whoever does then is told.
  body.on('error', () => undefined);
  // What is left when the service fails is read and dropped, or the connection would be stuck behind it.
  body.once('close', () => request.resume());
  return body;
}

function held(request: IncomingMessage, deadlineMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => {
      reject(new DomainError('request.timeout'));
    }, deadlineMs);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks));
    });
    request.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}
