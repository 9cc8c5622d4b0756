import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { text } from 'node:stream/consumers';

export interface ServiceAnswer {
  readonly status: number;
  json(): Promise<unknown>;
}

interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Asks another service, within the time that `signal` gives. By Node's own `http`: the first `fetch` of a process
 * compiles a parser, for which it needs 30 MB more than a service ever does again.
 *
 * @throws the signal's reason when the time is over, or why there was no answer.
 */
export async function askService(url: URL, { headers, signal }: Asked): Promise<ServiceAnswer> {
  try {
    return await new Promise<ServiceAnswer>((resolve, reject) => {
      const request = url.protocol === 'https:' ? overHttps : overHttp;
      request(url, { headers, signal }, (response) => {
        text(response).then((body) => {
          resolve({
            status: response.statusCode ?? 0,
            json: async () => JSON.parse(body) as unknown,
          });
        }, reject);
      })
        .on('error', reject)
        .end();
    });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error;
  }
}
