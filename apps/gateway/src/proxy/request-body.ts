import { Transform, type TransformCallback } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { DomainError } from '#libs/contracts';

const JSON_LIMIT_BYTES = 1024 * 1024;
const FILE_LIMIT_BYTES = 25 * 1024 * 1024;
/** Up to this a body is held: it can be sent again, and a slow client occupies no service. */
const HELD_BYTES = 64 * 1024;

/** Counts what passes, for a client that does not say beforehand how much it sends. */
class Limit extends Transform {
  private passed = 0;

  constructor(private readonly limit: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.passed += chunk.length;
    if (this.passed > this.limit) done(new DomainError('request.too_large'));
    else done(null, chunk);
  }
}

/** What goes to the service: nothing, what was held, or a stream that can be sent only once. */
export type RequestBody = Buffer | Transform | null;

/**
 * The body: held where it is announced as small, else as it streams through. The stream is one of its own, because the
 * sender destroys what it was given when the service fails, and the client's connection is still needed to say so.
 *
 * @returns null when there is none; a promise of a small one, as it comes in.
 * @throws request.too_large
 */
export function requestBody(
  request: IncomingMessage,
  takesFiles: boolean,
): RequestBody | Promise<Buffer> {
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return null;
  const limit = takesFiles ? FILE_LIMIT_BYTES : JSON_LIMIT_BYTES;
  if (Number(length ?? 0) > limit) throw new DomainError('request.too_large');
  if (length !== undefined && Number(length) <= HELD_BYTES) return held(request);
  const body = request.pipe(new Limit(limit));
  // What is left when the service fails is read and dropped, or the connection would be stuck behind it.
  body.once('close', () => request.resume());
  return body;
}

function held(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      resolve(Buffer.concat(chunks));
    });
    request.once('error', reject);
  });
}
