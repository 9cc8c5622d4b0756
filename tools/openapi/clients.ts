import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generate } from 'orval';
import ts from 'typescript';
import type { OpenApiDocument } from '../../apps/gateway/src/openapi/document.js';
import { root } from '../suite/paths.js';
import { clientTypes } from './client-types.js';

/** As a stranger's project would compile them, on nothing of ours. */
const strictest: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ES2022,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  skipLibCheck: true,
};

function compile(files: readonly string[]): string[] {
  const program = ts.createProgram(files, strictest);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    if (!file) return text;
    const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
    return `${file.fileName.split('/').at(-1)}:${line + 1}: ${text}`;
  });
}

/** Generates clients as integrators do, by openapi-typescript and by orval, and answers what does not compile. */
export async function clientErrors(document: OpenApiDocument): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'wutai-clients-'));
  try {
    await writeFile(join(folder, 'openapi-typescript.ts'), await clientTypes(document));
    const input = join(folder, 'openapi.json');
    await writeFile(input, JSON.stringify(document));
    await mkdir(join(folder, 'orval'));
    await symlink(resolve(root, 'node_modules'), join(folder, 'node_modules'));
    await generate(
      {
        input: { target: input },
        output: {
          target: join(folder, 'orval', 'client.ts'),
          client: 'fetch',
          mode: 'single',
        },
      },
      folder,
    );
    const generated = await readdir(join(folder, 'orval'));
    if (generated.length === 0) return ['orval has written nothing'];
    return compile([
      join(folder, 'openapi-typescript.ts'),
      ...generated.map((file) => join(folder, 'orval', file)),
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
