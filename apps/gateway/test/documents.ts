import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceName } from '#libs/contracts';
import type { OpenApiDocument, PathItem } from '../src/openapi/document.js';

const security = [{ bearer: [] }];

function document(service: string, paths: Record<string, PathItem>): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: { title: service, version: '1' },
    tags: [{ name: service }],
    paths,
    components: {
      schemas: { Problem: { type: 'object' }, [`${service}Dto`]: { type: 'object' } },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}

/** A small suite: one address of each kind. */
export const fixtureDocuments: Readonly<Record<ServiceName, OpenApiDocument>> = {
  members: document('members', {
    '/v1/auth/login': { post: { operationId: 'sessions_login' } },
    '/v1/roster-imports': {
      post: {
        operationId: 'roster_import',
        security,
        requestBody: { content: { 'multipart/form-data': {} } },
      },
    },
  }),
  activities: document('activities', {
    '/v1/activities': {
      get: { operationId: 'activities_list', security },
      post: { operationId: 'activities_plan', security },
    },
    '/v1/activities/{id}': { get: { operationId: 'activities_get', security } },
  }),
  assessment: document('assessment', {
    '/v1/runs/checks': { post: { operationId: 'runs_check', security } },
    '/v1/operations/{id}/events': {
      get: {
        operationId: 'operations_watch',
        security,
        responses: { 200: { content: { 'text/event-stream': {} } } },
      },
    },
    '/v1/runs/{id}': { get: { operationId: 'runs_get', security } },
  }),
  notifications: document('notifications', {
    '/v1/inbox': { get: { operationId: 'inbox_list', security } },
  }),
};

/** Writes the documents where a gateway reads them; call what it answers to remove them. */
export async function writeDocuments(
  documents: Readonly<Record<string, OpenApiDocument>> = fixtureDocuments,
): Promise<{ directory: string; remove: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'wutai-documents-'));
  for (const [service, content] of Object.entries(documents)) {
    await mkdir(join(directory, service));
    await writeFile(join(directory, service, 'openapi.json'), JSON.stringify(content));
  }
  return { directory, remove: () => rm(directory, { recursive: true }) };
}
