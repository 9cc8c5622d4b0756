import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceConfig } from './base-config.js';
import { ConfigError, readConfig } from './read-config.js';

const schema = serviceConfig({}, 3001);
const secret = 'a-secret-of-more-than-thirty-two-characters';

describe('settings given as files', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'wutai-config-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  function fileOf(content: string): string {
    const path = join(directory, 'setting');
    writeFileSync(path, content);
    return path;
  }

  function problemsOf(environment: Record<string, string>): readonly string[] {
    try {
      readConfig(schema, environment);
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
    return [];
  }

  it('takes the content of the file, without the line break that editors add', () => {
    const config = readConfig(schema, {
      DATABASE_URL_FILE: fileOf('postgres://wutai_members:pass@db:5432/wutai\n'),
      INTERNAL_SECRET: secret,
    });
    expect(config.DATABASE_URL).toBe('postgres://wutai_members:pass@db:5432/wutai');
    expect(config.INTERNAL_SECRET).toBe(secret);
  });

  it('refuses a setting that is given both ways, for one of them is not meant', () => {
    const given = { DATABASE_URL: 'postgres://u:p@db/wutai', DATABASE_URL_FILE: fileOf('other') };
    expect(problemsOf(given)).toEqual([
      'DATABASE_URL: is given twice, in DATABASE_URL and in DATABASE_URL_FILE; keep one',
    ]);
  });

  it('takes an empty setting for one that is not given', () => {
    const file = fileOf('postgres://u:p@db/wutai');
    expect(readConfig(schema, { DATABASE_URL: '', DATABASE_URL_FILE: file }).DATABASE_URL).toBe(
      'postgres://u:p@db/wutai',
    );
  });

  it('names a file that cannot be read, once, and why', () => {
    const file = join(directory, 'absent');
    expect(problemsOf({ DATABASE_URL_FILE: file })).toEqual([
      `DATABASE_URL_FILE: ${file} cannot be read (ENOENT)`,
    ]);
  });

  it('checks the content like any other value, and does not repeat it', () => {
    const problems = problemsOf({
      DATABASE_URL: 'postgres://u:p@db/wutai',
      INTERNAL_SECRET_FILE: fileOf('short'),
    });
    expect(problems).toEqual(['INTERNAL_SECRET: needs at least 32 characters']);
  });
});
