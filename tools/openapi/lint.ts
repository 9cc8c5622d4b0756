import { resolve } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectral, { type RulesetDefinition } from '@stoplight/spectral-core';
import parsers from '@stoplight/spectral-parsers';
import rulesets from '@stoplight/spectral-rulesets';
import { root } from '../suite/paths.js';

/** Where the documents lie, by their texts. */
export type Texts = ReadonlyMap<string, string>;

/** The merged document has every path and every component of the services word for word, and one linter is slow. */
export const MERGED = 'apps/gateway/openapi.json';

/** Redocly's strictest own ruleset, with every rule on. */
async function byRedocly(file: string, source: string): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const problems = await lintFromString({ source, absoluteRef: resolve(root, file), config });
  return problems.map(({ ruleId, message, location }) => {
    const at = location[0]?.pointer ?? '';
    return `${file} ${at}: ${message.trim()} (redocly ${ruleId})`;
  });
}

/** Spectral's ruleset for OpenAPI, with every rule on. */
async function bySpectral(file: string, source: string): Promise<string[]> {
  const linter = new spectral.Spectral();
  linter.setRuleset({ extends: [[rulesets.oas as RulesetDefinition, 'recommended']] });
  const problems = await linter.run(new spectral.Document(source, parsers.Json, file));
  return problems.map(
    ({ code, message, path }) => `${file} #/${path.join('/')}: ${message} (spectral ${code})`,
  );
}

/** What the linters have against the documents: errors and warnings alike. */
export async function lint(texts: Texts): Promise<string[]> {
  const found: string[] = [];
  for (const [file, text] of texts) found.push(...(await byRedocly(file, text)));
  return [...found, ...(await bySpectral(MERGED, texts.get(MERGED) ?? ''))];
}
