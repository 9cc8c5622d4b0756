import { connect } from 'node:net';

/** What is answered to bytes that no client would send, until the connection is closed. */
export function raw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('close', () => {
      resolve(answer);
    });
    socket.on('error', reject);
  });
}

/** The problem in such an answer, with the status of its first line. */
export function problemIn(answer: string): { line: string; body: Record<string, unknown> } {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head.toLowerCase()).toContain('content-type: application/problem+json');
  expect(head.toLowerCase()).toContain('connection: close');
  return {
    line: head.split('\r\n', 1)[0] ?? '',
    body: JSON.parse(body) as Record<string, unknown>,
  };
}
