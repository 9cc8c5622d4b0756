import { connect } from 'node:net';

/** One PING over a bare socket: a client library would reconnect by itself and hide what we ask. */
export function redisAnswers(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    let reply = '';
    const socket = connect({ port, host: '127.0.0.1' }, () =>
      socket.write(`AUTH ${password}\r\nPING\r\n`),
    );
    socket.setTimeout(2_000, () => socket.destroy());
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      reply += text;
      // Two lines, or "-LOADING …" while it reads its data.
      if (reply.split('\r\n').length > 2) socket.end();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(reply.startsWith('+OK\r\n+PONG')));
  });
}
