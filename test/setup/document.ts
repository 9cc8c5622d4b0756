import { readFileSync } from 'node:fs';
import type { operations } from '#libs/sdk';

export type OperationId = keyof operations;

export interface DocumentedOperation {
  readonly id: OperationId;
  readonly method: string;
  /** As documented, with its `{parameters}`. */
  readonly path: string;
  readonly permission: string | undefined;
  /** No token is needed. */
  readonly isPublic: boolean;
  /** A token may be shown, needed or not. */
  readonly knowsCallers: boolean;
  /** Somebody's own, and yet open to the token of a program. */
  readonly isOpenToPrograms: boolean;
  /** A body it takes, by the first media type that is declared. */
  readonly mediaType: string | undefined;
  /** The example of a JSON body. */
  readonly example: Readonly<Record<string, unknown>> | undefined;
  /** The names of what may stand in the query. */
  readonly query: readonly string[];
}

interface OpenApiOperation {
  readonly operationId: OperationId;
  readonly description?: string;
  readonly security?: readonly object[];
  readonly 'x-permission'?: string;
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { readonly example?: Readonly<Record<string, unknown>> }>
    >;
  };
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

/** A requirement of nothing beside the bearer says that there may be one. */
const needsToken = ({ security = [] }: OpenApiOperation): boolean =>
  security.length > 0 && security.every((one) => Object.keys(one).length > 0);

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** Every operation of the merged document: the tables of the journeys must name them all. */
export function documentedOperations(): DocumentedOperation[] {
  const document = JSON.parse(readFileSync('apps/gateway/openapi.json', 'utf8')) as {
    paths: Record<string, Record<string, OpenApiOperation>>;
  };
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => ({
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        permission: operation['x-permission'],
        isPublic: !needsToken(operation),
        knowsCallers: (operation.security ?? []).some((one) => Object.keys(one).length > 0),
        isOpenToPrograms: operation.description?.includes('and for programs.') ?? false,
        mediaType: Object.keys(operation.requestBody?.content ?? {})[0],
        example: operation.requestBody?.content['application/json']?.example,
        query: (operation.parameters ?? []).flatMap((one) => (one.in === 'query' ? one.name : [])),
      })),
  );
}
