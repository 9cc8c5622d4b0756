import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Transform, type TransformCallback } from 'node:stream';

interface Passage {
  readonly client: Socket;
  readonly server: Socket;
  readonly asked: Valve;
  readonly answered: Valve;
}

/** One direction of a connection: lets pass, holds, or lets pass late. */
class Valve extends Transform {
  private held: (() => void) | undefined;
  private holding = false;
  delayMs = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const pass = (): void => {
      if (this.delayMs === 0) done(null, chunk);
      else setTimeout(() => done(null, chunk), this.delayMs).unref();
    };
    if (this.holding) this.held = pass;
    else pass();
  }

  hold(): void {
    this.holding = true;
  }

  open(): void {
    this.holding = false;
    this.held?.();
    this.held = undefined;
  }
}

/**
 * A wire between a service and a server (Redis, PostgreSQL, another service) with which things can be done that happen
 * to wires. New connections are treated as the open ones are.
 */
export class FaultProxy {
  private readonly passages = new Set<Passage>();
  private readonly sockets = new Set<Socket>();
  private delayMs = 0;
  private holdsQuestions = false;
  private holdsAnswers = false;

  private constructor(
    private readonly listener: Server,
    private readonly target: number,
  ) {
    listener.on('connection', (client) => {
      this.pass(client);
    });
  }

  static async before(port: number): Promise<FaultProxy> {
    const listener = createServer();
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return new FaultProxy(listener, port);
  }

  /** The address of the server, by way of this wire. */
  url(of: string): string {
    const url = new URL(of);
    url.port = String((this.listener.address() as AddressInfo).port);
    return url.href;
  }

  /** Everything takes so much longer, each way. */
  delay(ms: number): void {
    this.delayMs = ms;
    for (const { asked, answered } of this.passages) asked.delayMs = answered.delayMs = ms;
  }

  /** Connections stay open, new ones are taken, and nothing passes. */
  blackHole(): void {
    this.hold(true, true);
  }

  /** What is asked arrives and is done; the answer does not come back. */
  halfOpen(): void {
    this.hold(false, true);
  }

  /** What is connected hears nothing for ever, and is not told; who connects anew is let through. */
  strand(): void {
    for (const { asked, answered } of this.passages) {
      asked.hold();
      answered.hold();
    }
    this.passages.clear();
  }

  /** Lets pass again, what was held up first. */
  heal(): void {
    this.delay(0);
    this.hold(false, false);
  }

  /** Cuts what is connected; who comes again is let through. */
  cut(): void {
    for (const { client, server } of this.passages) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  }

  get connections(): number {
    return this.passages.size;
  }

  async close(): Promise<void> {
    this.listener.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.listener, 'close');
  }

  private hold(questions: boolean, answers: boolean): void {
    [this.holdsQuestions, this.holdsAnswers] = [questions, answers];
    for (const passage of this.passages) this.set(passage);
  }

  private set({ asked, answered }: Passage): void {
    if (this.holdsQuestions) asked.hold();
    else asked.open();
    if (this.holdsAnswers) answered.hold();
    else answered.open();
  }

  private pass(client: Socket): void {
    const server = connect(this.target, '127.0.0.1');
    const passage: Passage = { client, server, asked: new Valve(), answered: new Valve() };
    passage.asked.delayMs = passage.answered.delayMs = this.delayMs;
    this.set(passage);
    this.passages.add(passage);
    const end = (): void => {
      client.destroy();
      server.destroy();
      this.passages.delete(passage);
    };
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.on('error', end).on('close', () => {
        this.sockets.delete(socket);
        end();
      });
    }
    client.pipe(passage.asked).pipe(server);
    server.pipe(passage.answered).pipe(client);
  }
}
