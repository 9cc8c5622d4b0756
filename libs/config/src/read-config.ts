import { readFileSync } from 'node:fs';
import type { z } from 'zod';

export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not complete:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `NAME_FILE` names a file that holds the value of `NAME`: how containers are given secrets. One of the two, not both. */
function withSecretFiles(
  names: readonly string[],
  environment: Environment,
  problems: string[],
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of names) {
    const value = environment[name];
    const file = environment[`${name}_FILE`];
    if (value && file)
      problems.push(`${name}: is given twice, in ${name} and in ${name}_FILE; keep one`);
    else if (value) values[name] = value;
    else if (file) {
      try {
        values[name] = readFileSync(file, 'utf8').trim();
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        problems.push(`${name}_FILE: ${file} cannot be read (${code ?? 'unknown'})`);
      }
    }
  }
  return values;
}

/** Reads a service's environment once: validated, typed, frozen. Throws one error that names every problem. */
export function readConfig<T extends z.ZodObject>(
  schema: T,
  environment: Environment = process.env,
): Readonly<z.infer<T>> {
  const problems: string[] = [];
  const values = withSecretFiles(Object.keys(schema.shape), environment, problems);
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const named = new Set(problems.map((problem) => problem.split(/(?:_FILE)?: /, 1)[0]));
    for (const issue of parsed.error.issues) {
      const name = issue.path.join('.');
      // Its file cannot be read, or it is given twice: that it is missing too would only confuse.
      if (named.has(name)) continue;
      problems.push(name ? `${name}: ${issue.message}` : issue.message);
    }
  }
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems);
  return Object.freeze(parsed.data);
}
