import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalServerError } from './local-server.js';
import { runProgram, type ProgramResult } from './run-program.js';

export async function hasDebianTools(): Promise<boolean> {
  const tools = ['apt-get', 'apt-cache', 'dpkg-deb', 'dpkg-query'];
  const found = await Promise.all(tools.map((tool) => runProgram(tool, ['--version'])));
  return found.every(({ ok }) => ok);
}

/**
 * Fetches packages, with those libraries they need that the machine has not, and unpacks them into `target`.
 * Nothing is installed and nobody need be root. The mirror is whichever the machine is set up for.
 */
export async function unpackDebianPackages(
  names: readonly string[],
  target: string,
  cache: string,
): Promise<void> {
  const downloads = join(target, 'downloads');
  await mkdir(downloads, { recursive: true });
  const fetched = await download(names, downloads, []);
  // A fresh machine has no package lists, an old one has lists of packages long replaced.
  if (!fetched.ok) await downloadWithOwnLists(names, downloads, cache);
  for (const file of await readdir(downloads)) {
    const unpacked = await runProgram('dpkg-deb', ['-x', join(downloads, file), target]);
    if (!unpacked.ok)
      throw new LocalServerError(`${file} cannot be unpacked:\n${lastLines(unpacked)}`);
  }
}

async function downloadWithOwnLists(
  names: readonly string[],
  into: string,
  cache: string,
): Promise<void> {
  const options = await ownLists(cache);
  // How the update ends says little: it fails for any source that cannot be reached, though ours may be another.
  const updated = await apt('apt-get', [...options, 'update']);
  const fetched = await download(names, into, options);
  if (fetched.ok) return;
  const reasons = [updated, fetched]
    .filter(({ ok, output }) => !ok || /^[EW]: /m.test(output))
    .map(lastLines);
  throw new LocalServerError(
    `The packages ${names.join(', ')} cannot be fetched:\n${reasons.join('\n')}`,
  );
}

async function download(
  names: readonly string[],
  into: string,
  options: readonly string[],
): Promise<ProgramResult> {
  const all = await withMissingLibraries(names, options);
  return apt('apt-get', [...options, 'download', ...all], into);
}

/** The libraries of the libraries too: each round looks at what the last one added. */
async function withMissingLibraries(
  names: readonly string[],
  options: readonly string[],
): Promise<string[]> {
  const all = new Set(names);
  for (let added = [...names]; added.length > 0;) {
    const { stdout } = await apt('apt-cache', [...options, 'depends', '--important', ...added]);
    const libraries = [...stdout.matchAll(/^[\s|]*(?:Pre)?Depends: (lib[^\s<>:]+)$/gm)].map(
      ([, name]) => name ?? '',
    );
    const unknown = [...new Set(libraries)].filter((name) => !all.has(name));
    const installed = await Promise.all(unknown.map(isInstalled));
    added = unknown.filter((_, index) => !installed[index]);
    for (const name of added) all.add(name);
  }
  return [...all];
}

async function isInstalled(name: string): Promise<boolean> {
  const { ok, stdout } = await runProgram('dpkg-query', ['-W', '-f', '${Status}\n', name]);
  return ok && stdout.includes('install ok installed');
}

/** Package lists in a cache of our own: the machine's stay as they are, and an ordinary user may not write them. */
async function ownLists(cache: string): Promise<string[]> {
  const [state, archives] = [join(cache, 'apt', 'state'), join(cache, 'apt', 'cache')];
  await mkdir(join(state, 'lists', 'partial'), { recursive: true });
  await mkdir(join(archives, 'archives', 'partial'), { recursive: true });
  return [
    '-o',
    `Dir::State=${state}`,
    '-o',
    `Dir::Cache=${archives}`,
    '-o',
    'Dir::State::status=/var/lib/dpkg/status',
    '-o',
    'Acquire::Languages=none',
  ];
}

function apt(program: string, args: readonly string[], cwd = '/'): Promise<ProgramResult> {
  // Its words are read, so they are asked for in English. As root it would hand the fetching to a user
  // who may be unable to enter our folder.
  const settings = [
    '-q',
    '-o',
    'APT::Sandbox::User=root',
    '-o',
    'Acquire::Retries=2',
    '-o',
    'Acquire::http::Timeout=20',
  ];
  return runProgram('env', ['LC_ALL=C', program, ...settings, ...args], { cwd, timeout: 180_000 });
}

function lastLines({ output }: ProgramResult): string {
  return output.split('\n').slice(-10).join('\n');
}
