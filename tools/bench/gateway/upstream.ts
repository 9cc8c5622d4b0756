/** A service that answers like a page of members, and does nothing for it. Says its port and a token that verifies. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const MEMBERS = 50;

const page = Buffer.from(
  JSON.stringify({
    data: Array.from({ length: MEMBERS }, (_, index) => ({
      personId: `0193f2a0-0000-7000-8000-${String(index).padStart(12, '0')}`,
      name: `党员 ${index}`,
      memberKind: 'full',
      standing: 'regular',
      organization: { id: '0193f2a0-0000-7000-8000-00000000abcd', name: '采煤一队党支部' },
      joinedOn: '2011-07-01',
    })),
    nextCursor: null,
  }),
);

const { privateKey, publicKey } = await generateKeyPair('ES256');
const keySet = JSON.stringify({
  keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' }],
});
const token = await new SignJWT({ sid: '0193f2a0-0000-7000-8000-000000000001', dir: '1' })
  .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'bench' })
  .setSubject('0193f2a0-0000-7000-8000-000000000002')
  .setIssuer('wutai')
  .setAudience('wutai')
  .setIssuedAt()
  .setExpirationTime('15m')
  .sign(privateKey);

const server = createServer((request, response) => {
  const body = request.url === '/.well-known/jwks.json' ? keySet : page;
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    etag: '"1"',
  });
  response.end(body);
});
// As the services have it.
server.keepAliveTimeout = 72_000;
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port, token, bytes: page.length });
});
process.once('disconnect', () => process.exit(0));
