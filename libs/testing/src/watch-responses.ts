import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { reportViolations } from './contract-violations.js';
import type { ResponseContract } from './response-contract.js';

type Rest = readonly unknown[];

/** The headers given to `writeHead`, which may be a list or an object and may come after a reason. */
function givenHeaders(rest: Rest): Record<string, unknown> {
  const given = rest.find((one) => typeof one === 'object' && one !== null);
  if (!Array.isArray(given)) return { ...given };
  const flat = given as unknown[];
  const pairs = flat.flatMap((name, i) => (i % 2 === 0 ? [[String(name), flat[i + 1]]] : []));
  return Object.fromEntries(pairs) as Record<string, unknown>;
}

const lowered = (headers: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Looks on while a response is written, and hands over what it was before its end leaves the process. */
function follow(
  response: ServerResponse,
  whole: (headers: Record<string, unknown>, body: string) => void,
): void {
  const chunks: Buffer[] = [];
  let headers: Record<string, unknown> = {};
  const keep = (chunk: unknown): void => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const original = {
    writeHead: response.writeHead.bind(response),
    write: response.write.bind(response),
    end: response.end.bind(response),
  };
  const passTo =
    (name: keyof typeof original) =>
    (rest: Rest): unknown =>
      Reflect.apply(original[name] as (...all: Rest) => unknown, response, rest);
  const [writeHead, write, end] = [passTo('writeHead'), passTo('write'), passTo('end')];
  Object.assign(response, {
    writeHead: (...rest: Rest) => {
      headers = givenHeaders(rest.slice(1));
      return writeHead(rest);
    },
    write: (...rest: Rest) => {
      keep(rest[0]);
      return write(rest);
    },
    end: (...rest: Rest) => {
      keep(rest[0]);
      whole(lowered({ ...response.getHeaders(), ...headers }), Buffer.concat(chunks).toString());
      return end(rest);
    },
  });
}

/**
 * Holds every answer of a server against its document. By the raw response, so that answers are seen that a framework
 * never had in its hands: streamed ones, and refusals before there is a route.
 */
export function watchResponses(server: Server, contract: ResponseContract): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', url = '/' } = request;
    follow(response, (headers, body) => {
      const answer = { method, url, status: response.statusCode, headers, body };
      reportViolations(contract.violations(answer));
    });
  });
}
