import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import readOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';

const root = join(import.meta.dirname, '../..');
const fixtures = readdirSync(join(import.meta.dirname, 'fixtures'));
const options = await readOptions(join(root, '.dependency-cruiser.mjs'));
const rules = (options.ruleSet?.forbidden ?? []).map((rule) => ({ comment: '', ...rule }));

/**
 * The fixtures are staged outside the project, each as the root of a small one: in place, `#libs/*`
 * would resolve by the project's package.json to the project's own libs.
 */
const stage = mkdtempSync(join(tmpdir(), 'wutai-architecture-'));

beforeAll(() => {
  cpSync(join(import.meta.dirname, 'fixtures'), stage, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(stage, 'node_modules'), 'junction');
});

afterAll(() => rmSync(stage, { recursive: true, force: true }));

async function brokenRules(fixture: string): Promise<string[]> {
  const baseDir = join(stage, fixture);
  const folders = readdirSync(baseDir);
  cpSync(join(root, 'package.json'), join(baseDir, 'package.json'));
  const { output } = await cruise(folders, { ...options, baseDir });
  if (typeof output === 'string') throw new Error(output);
  return [...new Set(output.summary.violations.map((violation) => violation.rule.name))];
}

describe('architecture', () => {
  it('has a fixture for every rule, and a rule for every fixture', () => {
    const names = rules.map((rule) => rule.name);
    expect(fixtures.filter((name) => name !== 'clean')).toEqual([...names].sort());
  });

  it.each(rules)('$name is an error and says why', (rule) => {
    expect(rule.severity).toBe('error');
    expect(rule.comment).toMatch(/^[A-Z].{40,}\.$/);
  });

  it('leaves the house shape alone', async () => {
    expect(await brokenRules('clean')).toEqual([]);
  });

  it.each(rules)('$name bites', async ({ name = '' }) => {
    expect(await brokenRules(name)).toEqual([name]);
  });
});
