import { randomUUID } from 'node:crypto';
import request, { type Test } from 'supertest';
import { DirectoryProjector } from '#libs/directory';
import type { FakeMembers } from './fake-members.js';
import { SampleDirectory } from './sample-directory.js';
import type { TestService } from './test-service.js';

type Headers = Readonly<Record<string, string>>;

/** An answer as far as tests look at it. */
export interface ServiceAnswer<Body = unknown> {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly body: Body;
}

/** A service that keeps a copy of the directory, under test alone: before a stand-in for members, asked over HTTP. */
export abstract class ServiceHarness<Body = unknown> {
  readonly directory: SampleDirectory;
  /** What every request says unless it says otherwise. */
  protected readonly headers: Headers = {};

  protected constructor(
    readonly members: FakeMembers,
    readonly service: TestService,
  ) {
    this.directory = new SampleDirectory(members);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.members.stop();
  }

  /** Makes what was put into the directory known to the service. */
  async pull(): Promise<void> {
    await this.service.app.get(DirectoryProjector).pull();
  }

  token(accountId: string): Promise<string> {
    return this.members.accessToken(accountId);
  }

  get(accountId: string, path: string, headers: Headers = {}): Promise<ServiceAnswer<Body>> {
    return this.send(accountId, request(this.service.url).get(path).set(this.headers).set(headers));
  }

  /**
   * With a key of its own unless one is given, so that every command shows that it keeps what it answers; null for
   * none.
   */
  post(
    accountId: string,
    path: string,
    body?: object,
    key: string | null = randomUUID(),
  ): Promise<ServiceAnswer<Body>> {
    const posting = request(this.service.url).post(path).set(this.headers);
    return this.send(accountId, key === null ? posting : posting.set('idempotency-key', key), body);
  }

  patch(
    accountId: string,
    path: string,
    body: object,
    headers: Headers,
  ): Promise<ServiceAnswer<Body>> {
    const patching = request(this.service.url).patch(path).set(this.headers).set(headers);
    return this.send(accountId, patching, body);
  }

  private async send(accountId: string, test: Test, body?: object): Promise<ServiceAnswer<Body>> {
    const sending = test.auth(await this.token(accountId), { type: 'bearer' });
    return body === undefined ? sending : sending.send(body);
  }
}
