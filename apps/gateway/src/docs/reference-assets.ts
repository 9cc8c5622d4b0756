import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StreamableFile } from '@nestjs/common';
import { DomainError } from '#libs/contracts';

const directory = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** What the page needs of Swagger UI, by name; nothing else of the disk has an address. */
const files = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['favicon-32x32.png', 'image/png'],
]);

/** @throws request.not_found */
export function referenceAsset(name: string): StreamableFile {
  const type = files.get(name);
  if (type === undefined) throw new DomainError('request.not_found');
  return new StreamableFile(createReadStream(join(directory, name)), { type });
}
