import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askService } from './ask-service.js';

describe('asking another service', () => {
  let server: Server;
  let url: URL;
  beforeAll(async () => {
    server = createServer(({ url: path, headers }, response) => {
      if (path === '/hangs') response.writeHead(200).write('{');
      else if (path === '/refuses') response.writeHead(503).end('down');
      else response.end(JSON.stringify({ path, authorization: headers.authorization }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  const at = (path: string): URL => new URL(path, url);
  const { signal } = new AbortController();

  it('tells what it answered', async () => {
    const answer = await askService(at('/a?b=c'), { headers: { authorization: 'x' }, signal });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ path: '/a?b=c', authorization: 'x' });
    expect((await askService(at('/refuses'), { signal })).status).toBe(503);
  });

  it('fails by the reason of the signal when the time is over, also in the midst of an answer', async () => {
    await expect(
      askService(at('/hangs'), { signal: AbortSignal.timeout(20) }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
    await expect(askService(at('/'), { signal: AbortSignal.abort('late') })).rejects.toBe('late');
  });

  it('fails by the code of the connection when nobody is there', async () => {
    await expect(askService(new URL('http://127.0.0.1:1'), { signal })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});
