import type { Operation } from './openapi-operations.js';

/** What the code of a room should have said and nobody can say for it. */
export class Unsaid extends Error {
  constructor(missing: readonly string[]) {
    super(`the document cannot be written:\n  ${missing.join('\n  ')}`);
  }
}

/** What an operation lacks, as the swagger module wrote it; a route that says nothing of access is not thereby public. */
export function missingIn(operation: Operation): string[] {
  const missing: string[] = [];
  if (operation['x-permission'] === undefined)
    missing.push('says not who may: add @RequirePermission(…), @Authenticated() or @Public()');
  if (!operation.summary)
    missing.push('has no doc comment: write one above the method, its first line is the summary');
  return missing.map((what) => `${operation.operationId ?? 'a route'} ${what}`);
}

/** Tags without a word on them. */
export function tagsWithoutWords(
  tags: Iterable<string>,
  words: Readonly<Record<string, string>>,
): string[] {
  return [...tags]
    .filter((tag) => !words[tag])
    .map((tag) => `the tag ${tag} has no description: add one in tools/openapi/words.ts`);
}
