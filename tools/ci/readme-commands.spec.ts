import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from '../suite/paths.js';

const read = (file: string): string => readFileSync(resolve(root, file), 'utf8');

/** `npm test`, `npm run month` and the like; of the benches each. */
function commandsOf(text: string): string[] {
  const found = text.matchAll(/npm (run (?:bench )?[a-z:]+|test|start|ci)\b/g);
  return [...new Set([...found].map(([, command]) => command ?? ''))].sort();
}

/** `docker compose up -d --wait` and the like, without what they are told of this machine or month. */
function dockerCommandsOf(text: string): string[] {
  const found = text.matchAll(/^(?:sh \S+ && )?docker compose (?:exec|run|up|down)\b[^#&<>\n]*/gm);
  const plain = [...found].map(([line]) => line.replace(/ tools\/month\/main\.ts .*/, '').trim());
  return [...new Set(plain)].sort();
}

/** Where each is run for real; the steps of CI by their own words, the others by what a journey calls. */
const journey = read('test/two-commands.journey.ts');
const byJourney: Readonly<Record<string, string>> = {
  start: 'NpmStart.begin(home',
  'run dev': "}, 'dev')",
  'run month': "npmRun('month'",
  'run reset': "npmRun('reset'",
};

describe('the commands that the READMEs name', () => {
  const english = commandsOf(read('README.md'));

  it('are the same in both languages', () => {
    expect(commandsOf(read('README.zh-CN.md'))).toEqual(english);
  });

  it('are all there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = english.filter((command) => command.startsWith('run '));
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((command) => !((command.split(' ')[1] ?? '') in scripts))).toEqual([]);
  });

  // `npm run docs` is a part of the checks.
  it.each(english.filter((command) => command !== 'run docs'))('npm %s is run by CI', (command) => {
    const call = byJourney[command];
    if (call === undefined) expect(commandsOf(read('.ci/run'))).toContain(command);
    else expect(journey).toContain(call);
  });

  it('run in containers, where there is Docker', () => {
    const containers = read('.ci/containers');
    const named = dockerCommandsOf(`${read('README.md')}\n${read('docs/containers.md')}`);
    expect(named.length).toBeGreaterThan(6);
    expect(named.filter((command) => !containers.includes(command))).toEqual([]);
    expect(dockerCommandsOf(read('README.zh-CN.md'))).toEqual(dockerCommandsOf(read('README.md')));
  });
});
