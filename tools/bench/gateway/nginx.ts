import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One worker that passes everything on over connections it keeps, as the gateway does. */
const configuration = (port: number, upstream: number, directory: string): string => `
worker_processes 1;
daemon off;
pid ${join(directory, 'nginx.pid')};
error_log ${join(directory, 'nginx.log')};
events { worker_connections 1024; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${join(directory, kind)};`)
    .join(' ')}
  keepalive_requests 1000000000;
  upstream service { server 127.0.0.1:${upstream}; keepalive 128; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port};
    location /v1/ {
      proxy_pass http://service;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $host;
    }
  }
}
`;

/** nginx from PATH before the upstream; nothing where there is none. */
export async function startNginx(
  port: number,
  upstream: number,
  directory: string,
): Promise<ChildProcess | undefined> {
  if (spawnSync('nginx', ['-v']).error) return undefined;
  const file = join(directory, 'nginx.conf');
  await writeFile(file, configuration(port, upstream, directory));
  return spawn('nginx', ['-c', file, '-e', join(directory, 'nginx.log')], { stdio: 'ignore' });
}
