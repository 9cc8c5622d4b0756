import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { ACCESS_TOKEN_ALGORITHM, ACCESS_TOKEN_TYPE, internalBearer } from '#libs/auth';
import { developmentSecret } from '#libs/config';
import type { DirectoryEntry, DirectoryPage } from '#libs/contracts';

interface KeyPair {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

/** What is told in a stream of its own. */
const laterKinds = ['exemption', 'ended_session'] as const;
type LaterKind = (typeof laterKinds)[number];

async function makeKeys(): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(ACCESS_TOKEN_ALGORITHM);
  return {
    privateKey,
    jwk: { ...(await exportJWK(publicKey)), kid: 'test', alg: ACCESS_TOKEN_ALGORITHM, use: 'sig' },
  };
}

/**
 * Stands in for the members service where another is tested alone: the same key set and the same change feed over
 * HTTP, from entries that the test puts in.
 */
export class FakeMembers {
  private readonly feed = new Map<string, { position: number; entry: DirectoryEntry }>();
  private position = 0;
  /** A members service of before there was this stream does not. */
  tellsExemptions = true;
  tellsEndedSessions = true;

  private constructor(
    private readonly server: Server,
    private readonly keys: KeyPair,
    readonly url: string,
  ) {}

  static async start(): Promise<FakeMembers> {
    const keys = await makeKeys();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const fake = new FakeMembers(
      server,
      keys,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    );
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', fake.url);
      response.setHeader('content-type', 'application/json');
      if (url.pathname === '/.well-known/jwks.json')
        response.end(JSON.stringify({ keys: [keys.jwk] }));
      else if (request.headers.authorization !== internalBearer(developmentSecret))
        response.writeHead(404).end('{}');
      else if (url.pathname === '/internal/v1/directory')
        response.end(JSON.stringify(fake.page(url.searchParams)));
      else if (url.pathname === '/internal/v1/directory/exemptions' && fake.tellsExemptions)
        response.end(JSON.stringify(fake.page(url.searchParams, 'exemption')));
      else if (url.pathname === '/internal/v1/directory/ended-sessions' && fake.tellsEndedSessions)
        response.end(JSON.stringify(fake.page(url.searchParams, 'ended_session')));
      else response.writeHead(404).end('{}');
    });
    return fake;
  }

  put(...entries: readonly DirectoryEntry[]): void {
    for (const entry of entries) {
      this.position += 1;
      this.feed.set(`${entry.kind}:${entry.id}`, { position: this.position, entry });
    }
  }

  /** @param id unless it is said, that of the account's tokens, which are all of one session here. */
  endSession(accountId: string, id = accountId, endedAt = new Date()): void {
    this.put({ kind: 'ended_session', id, accountId, endedAt: endedAt.toISOString() });
  }

  async accessToken(accountId: string, issuedAt = Math.floor(Date.now() / 1000)): Promise<string> {
    return new SignJWT({ sid: accountId, dir: String(this.position) })
      .setProtectedHeader({ alg: ACCESS_TOKEN_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid: 'test' })
      .setSubject(accountId)
      .setIssuer('wutai')
      .setAudience('wutai')
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + 900)
      .sign(this.keys.privateKey);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private page(query: URLSearchParams, stream?: LaterKind): DirectoryPage {
    const after = Number(query.get('after') ?? 0);
    const limit = Number(query.get('limit'));
    const waiting = [...this.feed.values()]
      .filter(({ entry }) => laterKinds.find((kind) => kind === entry.kind) === stream)
      .filter(({ position }) => position > after)
      .sort((a, b) => a.position - b.position);
    const shown = waiting.slice(0, limit);
    return {
      entries: shown.map(({ entry }) => entry),
      cursor: String(shown.at(-1)?.position ?? after),
      more: waiting.length > limit,
      horizon: String(this.position + 1),
    };
  }
}
