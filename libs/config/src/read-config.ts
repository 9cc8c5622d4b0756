import { readFileSync } from 'node:fs';
import type { z } from 'zod';

export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not complete:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `NAME_FILE` names a file that holds the value of `NAME`: how containers are given secrets. */
function withSecretFiles(
  names: readonly string[],
  environment: Environment,
  problems: string[],
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of names) {
    const value = environment[name];
    const file = environment[`${name}_FILE`];
    if (value) values[name] = value;
    else if (file) {
      try {
        values[name] = readFileSync(file, 'utf8').trim();
      } catch {
        problems.push(`${name}_FILE: the file cannot be read`);
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
    for (const issue of parsed.error.issues) {
      const name = issue.path.join('.');
      problems.push(name ? `${name}: ${issue.message}` : issue.message);
    }
  }
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems);
  return Object.freeze(parsed.data);
}
