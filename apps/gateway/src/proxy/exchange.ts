import type { FastifyReply } from 'fastify';
import type { Dispatcher } from 'undici';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { responseHeaders } from './headers.policy.js';

/** The client has gone: nobody is there to be told anything. */
export class ClientGone extends Error {}

/** The copy has said that it cannot work at the moment, and another may. */
export class CopyUnready extends Error {
  readonly code = 'COPY_UNREADY';
}

/** One attempt to have a request answered: what the service says goes straight to the client's connection. */
export class Exchange implements Dispatcher.DispatchHandler {
  private readonly client: ServerResponse;
  private controller: Dispatcher.DispatchController | undefined;

  constructor(
    private readonly reply: FastifyReply,
    private readonly isWorthPassingOn: (headers: IncomingHttpHeaders) => boolean,
    private readonly onEnd: (error: Error | undefined) => void,
  ) {
    this.client = reply.raw;
  }

  abort(): void {
    this.controller?.abort(new ClientGone());
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.client.destroyed) this.abort();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    // 1xx: the answer itself is still to come.
    if (status < 200) return;
    if (!this.isWorthPassingOn(headers)) {
      controller.abort(new CopyUnready());
      return;
    }
    const own = this.reply.getHeaders();
    this.reply.hijack();
    this.client.writeHead(status, responseHeaders(headers, own));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.client.write(chunk)) return;
    controller.pause();
    this.client.once('drain', () => {
      controller.resume();
    });
  }

  onResponseEnd(): void {
    this.client.end();
    this.onEnd(undefined);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.onEnd(error);
  }
}
