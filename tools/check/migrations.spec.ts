import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '#libs/contracts';
import { root } from '../suite/paths.js';

/** `1795392000003-roster-imports` holds `RosterImports1795392000003`. */
function className(file: string): string {
  const [digits = '', ...words] = file.replace(/\.ts$/, '').split('-');
  return words.map((word) => word.replace(/^./, (c) => c.toUpperCase())).join('') + digits;
}

describe.each(services)('the migrations of %s', (service) => {
  const source = join(root, 'apps', service, 'src');
  const files = readdirSync(join(source, 'migrations')).sort();

  it('are named by 13 digits and what they do, the class like the file', () => {
    for (const file of files) {
      expect(file).toMatch(/^\d{13}(-[a-z0-9]+)+\.ts$/);
      const text = readFileSync(join(source, 'migrations', file), 'utf8');
      expect(text).toContain(`export class ${className(file)} implements MigrationInterface`);
    }
  });

  it('are all in `migrations` of data-source.ts, in the order of their digits', () => {
    const text = readFileSync(join(source, 'data-source.ts'), 'utf8');
    const [, list = ''] = /\bmigrations: \[([^\]]*)\]/.exec(text) ?? [];
    expect(
      list
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    ).toEqual(files.map(className));
  });
});
