import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldCodes } from '#libs/contracts';

const root = join(import.meta.dirname, '../..');
const dtos = ['apps', 'libs'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.dto.ts'))
    .map((path) => join(root, top, path)),
);

/** Decorators that check nothing by themselves. */
const silent = ['IsOptional', 'ValidateIf', 'ValidateBy'];
/** Checks whose name is not that of their decorator. */
const renamed: Readonly<Record<string, string>> = {
  IsUUID: 'isUuid',
  IsISO8601: 'isIso8601',
  Length: 'isLength',
  ValidateNested: 'nestedValidation',
};

const imported = (text: string): string[] =>
  [...text.matchAll(/import \{([^}]*)\} from 'class-validator'/g)].flatMap(([, names = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => /^[A-Z]/.test(name)),
  );

describe('what checks a field', () => {
  const decorators = new Set(dtos.flatMap((path) => imported(readFileSync(path, 'utf8'))));

  it('is found', () => {
    expect(decorators.size).toBeGreaterThan(5);
  });

  // Else the code would be `invalid`, and the caller know no more.
  it.each([...decorators].filter((name) => !silent.includes(name)))('%s has a code', (name) => {
    expect(Object.keys(fieldCodes)).toContain(
      renamed[name] ?? name.charAt(0).toLowerCase() + name.slice(1),
    );
  });
});
