/**
 * Prints the OpenAPI document of one built service. Plain JavaScript on the build, because the descriptions come from
 * the swagger plugin, which only the build runs. Nest's preview mode makes modules and controllers known and creates
 * none of the providers, so neither PostgreSQL nor Redis is needed.
 */
import { writeSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { buildOpenApi } from '#libs/http';

const [service, words] = process.argv.slice(2);
const built = `../../dist/apps/${service}/src`;

const { AppModule } = await import(`${built}/app.module.js`);
const configuration = await import(`${built}/config.js`);
const read = Object.entries(configuration).find(([name]) => /^read\w+Config$/.test(name))?.[1];
if (!read) throw new Error(`apps/${service}/src/config.ts exports no read…Config`);

const config = read({ NODE_ENV: 'test', DATABASE_URL: 'postgres://nobody@127.0.0.1/none' });
const app = await NestFactory.create(AppModule.with(config), new FastifyAdapter(), {
  preview: true,
  logger: false,
  abortOnError: false,
});
let document;
try {
  document = buildOpenApi(app, service, JSON.parse(words));
} catch (error) {
  writeSync(2, `${service}: ${error.message}\n`);
  process.exit(1);
}
// A pipe takes as much as it has room for: gone only when all of it is through.
process.stdout.write(JSON.stringify(document), () => process.exit(0));
