import { Transform, type TransformCallback } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { DomainError } from '#libs/contracts';

const JSON_LIMIT_BYTES = 1024 * 1024;
const FILE_LIMIT_BYTES = 25 * 1024 * 1024;

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

/**
 * The body as it streams through, never held. A stream of its own, because the sender destroys what it was given when
 * the service fails, and the client's connection is still needed to say so.
 *
 * @returns null when there is none.
 * @throws request.too_large
 */
export function requestBody(request: IncomingMessage, takesFiles: boolean): Transform | null {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  if (encoding === undefined && (length === undefined || length === '0')) return null;
  const limit = takesFiles ? FILE_LIMIT_BYTES : JSON_LIMIT_BYTES;
  if (Number(length ?? 0) > limit) throw new DomainError('request.too_large');
  const body = request.pipe(new Limit(limit));
  // What is left when the service fails is read and dropped, or the connection would be stuck behind it.
  body.once('close', () => request.resume());
  return body;
}
