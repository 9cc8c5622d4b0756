import { z } from 'zod';
import { configurationPage, type Surroundings, variablesOf } from './configuration-page.js';

const around: Surroundings = {
  shared: new Map([
    ['PORT', 'Where it listens.'],
    ['KEY_SECRET', 'Seals.'],
  ]),
  developmentSecret: 'everybody knows this',
  root: '/home/somebody/wutai',
};
const port = z.coerce.number().int().min(0).max(65535);
const one = {
  service: 'one',
  schema: z.object({
    PORT: port.default(1),
    KEY_SECRET: z.string().min(9).default(around.developmentSecret),
    ADDRESS: z.url(),
    FOLDER: z.string().default(`${around.root}/apps`),
  }),
  comments: new Map([
    ['ADDRESS', 'Its own.'],
    ['FOLDER', 'A place.'],
  ]),
};
const two = {
  service: 'two',
  schema: z.object({ PORT: port.default(2), NOTE: z.string().optional() }),
  comments: new Map([['NOTE', 'A note.']]),
};

describe('the page of the configuration', () => {
  const page = configurationPage([one, two], around);

  it('tells together what services read alike, with the default of each', () => {
    expect(page).toMatch(
      /## Every service\n\n.*\n.*\n\| `PORT` \| whole number, 0 to 65535 \| one `1`, two `2` \| Where it listens\. \|\n\n## The service one/,
    );
  });

  it.each([
    ['ADDRESS', '**needed**'],
    ['KEY_SECRET', '**needed in production**'],
    ['FOLDER', '`./apps`'],
    ['NOTE', 'none'],
  ])('%s: %s', (name, value) => {
    expect(page).toMatch(
      new RegExp(`\\| \`${name}\` \\| [^|]+ \\| ${value.replaceAll('*', '\\*')} \\|`),
    );
  });

  it('never shows a secret or where the repository lies', () => {
    expect(page).not.toContain(around.developmentSecret);
    expect(page).not.toContain(around.root);
  });

  it('is refused while a variable has no meaning', () => {
    expect(() => variablesOf({ ...two, comments: new Map() }, around)).toThrow(
      'two: no doc comment says what NOTE is',
    );
  });
});
