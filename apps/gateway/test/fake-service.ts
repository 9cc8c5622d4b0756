import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: number;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A service behind the gateway: remembers what it got, answers what the test says. */
export class FakeService {
  readonly received: Received[] = [];
  private answer: Answer = echo;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<FakeService> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const fake = new FakeService(server, `http://127.0.0.1:${port}`);
    server.on('request', (request, response) => {
      fake.handle(request, response);
    });
    return fake;
  }

  get last(): Received {
    const last = this.received.at(-1);
    if (!last) throw new Error('nothing was received');
    return last;
  }

  /** From now on; `reset` goes back to the echo. */
  answers(answer: Answer): void {
    this.answer = answer;
  }

  reset(): void {
    this.received.length = 0;
    this.answer = echo;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private handle(request: IncomingMessage, response: ServerResponse): void {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      this.received.push({ method, url, headers, bytes });
      if (url === '/health/ready') response.end('{"status":"ready"}');
      else this.answer(request, response);
    });
  }
}

function echo(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('content-type', 'application/json');
  response.setHeader('etag', '"7"');
  response.end(JSON.stringify({ method: request.method, url: request.url }));
}
