import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { eventually } from '#libs/testing';
import type { Caller } from './members.harness.js';

export interface Upload {
  readonly by: Caller;
  readonly method: 'PUT' | 'POST';
  readonly path: string;
  readonly tag?: string;
  readonly file: string | Buffer;
}

export interface UploadAnswer {
  readonly status: number;
  readonly code: string | undefined;
  readonly retryAfter: string | undefined;
}

/** An upload of which the last bytes do not come before it is sent to its end. */
export class SlowUpload {
  private constructor(
    readonly upload: Upload,
    private readonly sending: ReturnType<typeof request>,
    private readonly rest: Buffer,
    readonly answered: Promise<UploadAnswer>,
  ) {}

  static async begin(upload: Upload): Promise<SlowUpload> {
    const { by, method, path, tag, file } = upload;
    const data = new FormData();
    data.set('file', new Blob([new Uint8Array(Buffer.from(file))]), 'IMG_0001.exe');
    const form = new Request('http://form', { method, body: data });
    const body = Buffer.from(await form.arrayBuffer());
    const sending = request(`${by.url}${path}`, {
      method,
      agent: false,
      headers: {
        authorization: `Bearer ${by.token}`,
        'content-type': form.headers.get('content-type') ?? '',
        'content-length': body.length,
        ...(tag !== undefined && { 'if-match': tag }),
      },
    });
    const answered = once(sending, 'response').then(([response]) =>
      answerOf(response as IncomingMessage),
    );
    // Those that are torn off have none.
    answered.catch(() => undefined);
    sending.write(body.subarray(0, -10));
    return new SlowUpload(upload, sending, body.subarray(-10), answered);
  }

  async finish(): Promise<UploadAnswer> {
    this.sending.end(this.rest);
    return this.answered;
  }

  tearOff(): void {
    this.sending.destroy();
  }
}

async function answerOf(response: IncomingMessage): Promise<UploadAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { code } = JSON.parse(Buffer.concat(chunks).toString()) as { code?: string };
  return { status: response.statusCode ?? 0, code, retryAfter: response.headers['retry-after'] };
}

/** One more at once than are taken, of which one is refused and the others wait to be sent to their end. */
export async function oneTooMany(
  uploads: readonly Upload[],
): Promise<{ readonly refusal: UploadAnswer; readonly held: readonly SlowUpload[] }> {
  const all = await Promise.all(uploads.map((upload) => SlowUpload.begin(upload)));
  const refusals = new Map<SlowUpload, UploadAnswer>();
  for (const one of all)
    void one.answered.then(
      (answer) => refusals.set(one, answer),
      () => undefined,
    );
  await eventually(() => expect(refusals.size).toBe(1));
  const [[refused, refusal]] = [...refusals] as [[SlowUpload, UploadAnswer]];
  refused.tearOff();
  return { refusal, held: all.filter((one) => one !== refused) };
}
