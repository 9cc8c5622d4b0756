import { createClient, expectData, ProblemError, Session } from './index.js';

/** Stands in for the gateway: remembers what it is asked, answers what the test says. */
function gateway(status: number, body: unknown) {
  const asked: { method: string; url: string; authorization: string | null; body: string }[] = [];
  return {
    asked,
    fetch: async (request: Request): Promise<Response> => {
      asked.push({
        method: request.method,
        url: request.url,
        authorization: request.headers.get('authorization'),
        body: await request.text(),
      });
      return Response.json(body, { status });
    },
  };
}

const baseUrl = 'http://wutai.example/';
const problem = {
  type: '/docs/errors#auth.credentials_invalid',
  code: 'auth.credentials_invalid',
  title: 'User name or password is wrong',
  status: 401,
  traceId: '0af7651916cd43dd8448eb211c80319c',
};

describe('the client', () => {
  it('calls one origin, with the token', async () => {
    const { asked, fetch } = gateway(200, { data: [], nextCursor: null });
    const client = createClient({ baseUrl, accessToken: 'token', fetch });
    const answer = await client.GET('/v1/inbox', { params: { query: { unread: true } } });
    expect(expectData(answer)).toEqual({ data: [], nextCursor: null });
    expect(asked).toEqual([
      {
        method: 'GET',
        url: 'http://wutai.example/v1/inbox?unread=true',
        authorization: 'Bearer token',
        body: '',
      },
    ]);
  });

  it('asks for the token before each request when it can change', async () => {
    const { asked, fetch } = gateway(200, { unread: 0 });
    let count = 0;
    const client = createClient({ baseUrl, accessToken: () => `token-${(count += 1)}`, fetch });
    await client.GET('/v1/inbox/summary');
    await client.GET('/v1/inbox/summary');
    expect(asked.map(({ authorization }) => authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('answers a problem as one, and throws it only where asked to', async () => {
    const { fetch } = gateway(401, problem);
    const answer = await createClient({ baseUrl, fetch }).GET('/v1/me');
    expect(answer.error).toEqual(problem);
    expect(() => expectData(answer)).toThrow(ProblemError);
    const refused = Session.logIn({ baseUrl, fetch }, { username: 'a', password: 'b' });
    await expect(refused).rejects.toThrow(
      '401 User name or password is wrong (auth.credentials_invalid)',
    );
  });
});
