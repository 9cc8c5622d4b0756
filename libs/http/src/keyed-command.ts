import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource } from 'typeorm';
import { inTransaction, type Transaction } from '#libs/database';
import type { KeptAnswers, KeyedRequest } from './kept-answers.js';

/** An answer as it is kept and sent: JSON, or nothing at all for a 204. */
export const toText = (answer: unknown): string =>
  answer === undefined ? '' : JSON.stringify(answer);
export const fromText = (text: string): unknown =>
  text === '' ? undefined : (JSON.parse(text) as unknown);

/** Not an error: carries the answer of before out of a transaction that must not happen again. */
export class AnsweredBefore extends Error {
  constructor(readonly text: string) {
    super('this request was answered before');
    this.name = 'AnsweredBefore';
  }
}

/** A request with an idempotency key, on its way through the service. */
export class KeyedCommand implements KeyedRequest {
  /** What was kept with the effect; null for an answer that shows a secret. */
  private keptText: string | null | undefined;
  private body: Buffer | undefined;
  private begun = false;

  constructor(
    private readonly answers: KeptAnswers,
    readonly caller: string,
    readonly key: string,
    /** Method and address. */
    private readonly target: string,
    private readonly showsOnce: string | undefined,
  ) {}

  bind(body: string | Buffer): void {
    this.body = this.answers.digest(this.target, body);
  }

  get digest(): Buffer {
    if (!this.body) throw new Error(`${this.target}: the key is bound to no body (bindUpload)`);
    return this.body;
  }

  /** The answer of before, as long as the body is known; what is uploaded is read later. */
  async earlier(): Promise<string | undefined> {
    return this.body ? this.answers.find(this) : undefined;
  }

  /** A second transaction would find the answer of the first, and never happen. */
  begin(): void {
    if (this.begun) throw new Error(`${this.target}: a second inCommand in one request`);
    this.begun = true;
  }

  /** Runs the transaction of the command once, and keeps its answer in it. */
  async once<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
    await this.answers.lock(tx, this);
    const earlier = await this.answers.find(this, tx);
    if (earlier !== undefined) throw new AnsweredBefore(earlier);
    const answer = await work();
    const text = this.shows(answer) ? null : toText(answer);
    await this.answers.keep(tx, this, text);
    this.keptText = text;
    return answer;
  }

  /** What is sent must be what is kept: a command whose answer is made after its transaction is a mistake of ours. */
  requireKept(answer: unknown): void {
    if (this.keptText === undefined)
      throw new Error(`${this.target}: no inCommand; mark the route @ChangesNothing() if it is so`);
    if (this.keptText !== null && this.keptText !== toText(answer))
      throw new Error(`${this.target}: another answer is sent than inCommand kept`);
  }

  private shows(answer: unknown): boolean {
    return (
      this.showsOnce !== undefined &&
      typeof answer === 'object' &&
      answer !== null &&
      this.showsOnce in answer
    );
  }
}

const commands = new AsyncLocalStorage<KeyedCommand>();

export function runCommand<T>(command: KeyedCommand, work: () => Promise<T>): Promise<T> {
  return commands.run(command, work);
}

/**
 * The one transaction of a POST. What `work` returns is the answer: with an idempotency key it is kept in the same
 * transaction, so the effect and the memory of it cannot part. What the answer says is therefore read with `tx`.
 */
export async function inCommand<T>(
  dataSource: DataSource,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const command = commands.getStore();
  command?.begin();
  return inTransaction(dataSource, (tx) => (command ? command.once(tx, () => work(tx)) : work(tx)));
}

/** For whoever reads an upload: binds the request's key, if it has one, to the bytes. */
export function bindUpload(bytes: Buffer): void {
  commands.getStore()?.bind(bytes);
}
