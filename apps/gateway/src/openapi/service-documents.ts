import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { InjectConfig } from '#libs/config';
import { type ServiceName, services } from '#libs/contracts';
import type { GatewayConfig } from '../config.js';
import type { OpenApiDocument } from './document.js';
import { mergeDocuments } from './merge.policy.js';
import { suiteInfo } from './suite-info.js';

function read(directory: string, service: ServiceName): OpenApiDocument {
  const file = join(directory, service, 'openapi.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as OpenApiDocument;
  } catch (cause) {
    throw new Error(`${file} cannot be read; \`npm run openapi\` writes it`, { cause });
  }
}

/** What the services promise, read once at boot: the gateway routes what is documented and nothing else. */
@Injectable()
export class ServiceDocuments {
  readonly byService: Readonly<Record<ServiceName, OpenApiDocument>>;
  readonly merged: OpenApiDocument;

  constructor(@InjectConfig() config: GatewayConfig) {
    const entries = services.map((service) => [service, read(config.OPENAPI_DIRECTORY, service)]);
    this.byService = Object.fromEntries(entries) as Record<ServiceName, OpenApiDocument>;
    this.merged = mergeDocuments(this.byService, suiteInfo);
  }
}
