/** What neither the compiler, nor ESLint, nor dependency-cruiser can see: `npm run check -- house-rules`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface SourceFile {
  /** From the project's root, with slashes. */
  path: string;
  text: string;
}

interface HouseRule {
  why: string;
  appliesTo?: (path: string) => boolean;
  /** The numbers of the lines that break the rule, from 1; a rule on the whole file answers [1]. */
  broken: (file: SourceFile) => number[];
}

const drawer = /^(common|core|helpers?|misc|shared|utils?)$/;
const migration = /\/migrations\//;
const testFile = /\.(spec|journey)\.ts$|^(apps\/[^/]+\/|libs\/[^/]+\/)?test\/(?!setup\/)/;
/** The test matches of jest.config.js. */
const inSomeTier =
  /^((apps|libs)\/[^/]+\/(src|test)|tools|test\/oracle)\/(.+\/)?[^/]+\.spec\.ts$|^test\/(.+\/)?[^/]+\.journey\.ts$|^test\/faults\/[^/]+\.fault\.ts$/;

const isTest = (path: string): boolean => testFile.test(path);
const maxLines = (path: string): number => (isTest(path) ? 600 : 400);

function linesMatching(pattern: RegExp): HouseRule['broken'] {
  return ({ text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}

function wholeFile(breaks: (file: SourceFile) => boolean): HouseRule['broken'] {
  return (file) => (breaks(file) ? [1] : []);
}

export const houseRules: Record<string, HouseRule> = {
  'no-drawers': {
    why: 'a folder or file is named for what it is, not for being left over',
    broken: wholeFile(({ path }) =>
      path.split('/').some((part) => drawer.test(part.replace(/\..+$/, ''))),
    ),
  },
  'suppression-with-reason': {
    why: 'a suppression says why: `eslint-disable-next-line rule -- reason`, `@ts-expect-error reason`',
    broken: linesMatching(
      /\/[/*]\s*(eslint-disable(?!.* -- \S{2})|@ts-expect-error\s*(\*\/)?\s*$|@ts-(ignore|nocheck)\b)/,
    ),
  },
  'short-file': {
    why: 'over 400 lines (tests 600), comments and all, a file is two files',
    appliesTo: (path) => !migration.test(path),
    broken: wholeFile(({ path, text }) => text.split('\n').length - 1 > maxLines(path)),
  },
  'no-focus-no-skip': {
    why: 'a focused test hides the others and a skipped one hides itself; delete it or mend it',
    appliesTo: isTest,
    broken: linesMatching(
      /\b(it|test|describe)(\.\w+)*\.(only|skip)\b|\b([fx](it|describe)|xtest)\(/,
    ),
  },
  'no-sleep-in-tests': {
    why: 'a test awaits the thing (queue, event, condition), never a span of time',
    appliesTo: isTest,
    broken: linesMatching(/\bsetTimeout\(\s*r|\bsleep\(|['"](node:)?timers\/promises['"]/),
  },
  'no-forward-ref': {
    why: 'two providers that need each other need a third',
    broken: linesMatching(/\bforwardRef\(/),
  },
  'body-is-a-request': {
    why: 'the class of a body is named …Request, so that nobody takes it for an answer (…Dto)',
    appliesTo: (path) => path.endsWith('.controller.ts'),
    broken: linesMatching(/@Body\(\)\s+\w+\??:\s+(?!\w+Request\b)/),
  },
  'dto-says-its-side': {
    why: 'a class of the document is named …Request or …Query where it is taken and …Dto where it is given, parts of it too',
    appliesTo: (path) => path.endsWith('.dto.ts'),
    broken: linesMatching(/^export (abstract )?class (?!\w+(Request|Query|Dto)\b)/),
  },
  'every-test-in-a-tier': {
    why: 'no tier of jest.config.js would run this test',
    appliesTo: (path) => /\.(spec|test|journey|fault|e2e-spec)\.[cm]?[jt]s$/.test(path),
    broken: wholeFile(({ path }) => !inSomeTier.test(path)),
  },
};

export function violations(file: SourceFile): string[] {
  return Object.entries(houseRules).flatMap(([name, rule]) => {
    if (rule.appliesTo?.(file.path) === false) return [];
    return rule.broken(file).map((line) => `${file.path}:${line}  ${name}: ${rule.why}`);
  });
}

const source = /\.[cm]?[jt]s$/;
const skippedFolders = new Set(['node_modules', 'dist', 'coverage', 'fixtures']);
/** Generated, or full of examples of what it forbids. */
const skippedFiles = /^(libs\/sdk\/src\/schema\.ts|tools\/check\/house-rules(\.spec)?\.ts)$/;

function* sourcesUnder(folder: string): Generator<string> {
  for (const found of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, found.name);
    if (found.isDirectory() && !skippedFolders.has(found.name)) yield* sourcesUnder(path);
    if (found.isFile() && source.test(found.name)) yield path;
  }
}

function main(root: string): void {
  const paths = ['apps', 'libs', 'test', 'tools'].flatMap((top) => [
    ...sourcesUnder(join(root, top)),
  ]);
  const found = paths
    .map((path) => ({ path: relative(root, path).replaceAll(sep, '/'), absolute: path }))
    .filter(({ path }) => !skippedFiles.test(path))
    .flatMap(({ path, absolute }) => violations({ path, text: readFileSync(absolute, 'utf8') }));
  for (const line of found) console.log(line);
  if (found.length > 0) process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) main(join(import.meta.dirname, '../..'));
