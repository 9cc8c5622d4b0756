import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The Chromium that `TEST_BROWSER` names, or the first on the PATH; undefined where there is none. */
export function findBrowser(): string | undefined {
  const { TEST_BROWSER, PATH = '' } = process.env;
  if (TEST_BROWSER) return TEST_BROWSER;
  const places = PATH.split(delimiter).filter((folder) => folder !== '');
  return places.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

/** Where pictures of what the browser shows are kept, if anybody wants to look at them. */
export const picturesFolder = (): string => process.env['TEST_PICTURES'] ?? '.wutai/pictures';
