import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { type ServiceName, services } from '#libs/contracts';
import type { OpenApiDocument } from '../../apps/gateway/src/openapi/document.js';
import { mergeDocuments } from '../../apps/gateway/src/openapi/merge.policy.js';
import { suiteInfo } from '../../apps/gateway/src/openapi/suite-info.js';
import { root } from '../suite/paths.js';
import { words } from './words.js';

const run = promisify(execFile);
const MAX_BYTES = 32 * 1024 * 1024;

/** What a service says against its document; where it was said in here helps nobody. */
export class NoDocument extends Error {}

/** Each in a process of its own, as it is deployed: Nest's and swagger's state is global to a process. */
async function extract(service: ServiceName): Promise<OpenApiDocument> {
  const script = resolve(root, 'tools/openapi/extract.js');
  const { stdout } = await run(
    process.execPath,
    [script, service, JSON.stringify(words[service])],
    {
      cwd: root,
      maxBuffer: MAX_BYTES,
    },
  ).catch((error: unknown) => {
    // What the process said is the reason; that it ended badly says nothing more.
    const { stderr } = error as { stderr?: string };
    throw new NoDocument(stderr?.trim() ?? String(error));
  });
  return JSON.parse(stdout) as OpenApiDocument;
}

/** The documents of the last build, by app; the gateway's is that of all. */
export async function documents(): Promise<Record<ServiceName | 'gateway', OpenApiDocument>> {
  const extracted = await Promise.all(
    services.map(async (service) => [service, await extract(service)] as const),
  );
  const byService = Object.fromEntries(extracted) as Record<ServiceName, OpenApiDocument>;
  return { ...byService, gateway: mergeDocuments(byService, suiteInfo) };
}
