type Json = Readonly<Record<string, unknown>>;

/** Which way a schema travels: what we answer must not lose anything, what we take must not ask for more. */
type Direction = 'request' | 'response';

const methods = ['get', 'post', 'put', 'patch', 'delete'];

const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const words = (value: unknown): string => JSON.stringify(value);

/** A requirement of nothing beside the bearer says that there may be one. */
function needsToken(operation: Json): boolean {
  const requirements = list(operation['security']);
  return (
    requirements.length > 0 && requirements.every((one) => Object.keys(object(one)).length > 0)
  );
}

/** `/v1/runs/{id}` and `/v1/runs/{runId}` are one address. */
const shape = (path: string): string => path.replace(/\{[^}]*\}/g, '{}');

function byShape(document: Json): Map<string, Json> {
  const paths = Object.entries(object(document['paths']));
  return new Map(paths.map(([path, item]) => [shape(path), object(item)]));
}

/** Follows `$ref`, within its own document. */
function resolve(document: Json, value: unknown): Json {
  const { $ref, ...beside } = object(value) as { $ref?: unknown };
  if (typeof $ref !== 'string') return object(value);
  const target = $ref
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (at, key) => object(at)[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    );
  return { ...resolve(document, target), ...beside };
}

/** Compares the documents of two releases; collects what breaks a client of the older one. */
class Comparison {
  readonly breaks: string[] = [];
  /** A schema may hold itself. */
  private readonly under = new Set<string>();

  constructor(
    private readonly before: Json,
    private readonly after: Json,
  ) {}

  run(): string[] {
    const now = byShape(this.after);
    for (const [path, item] of byShape(this.before))
      for (const method of methods.filter((name) => name in item)) {
        const at = `${method.toUpperCase()} ${path}`;
        const operation = now.get(path)?.[method];
        if (operation === undefined) this.breaks.push(`${at} is gone`);
        else this.operation(at, object(item[method]), object(operation));
      }
    return [...new Set(this.breaks)];
  }

  private operation(at: string, was: Json, is: Json): void {
    if (was['operationId'] !== is['operationId'])
      this.breaks.push(`${at}: its operationId was ${words(was['operationId'])}`);
    const codes = list(is['x-error-codes']);
    for (const code of list(was['x-error-codes']))
      if (!codes.includes(code))
        this.breaks.push(`${at}: it no longer answers the code ${words(code)}`);
    if (!needsToken(was) && needsToken(is)) this.breaks.push(`${at}: it needs a token now`);
    if (was['x-permission'] !== is['x-permission'])
      this.breaks.push(`${at}: its permission was ${words(was['x-permission'])}`);
    this.parameters(at, was, is);
    this.body(at, was, is);
    this.responses(at, object(was['responses']), object(is['responses']));
  }

  private parameters(at: string, was: Json, is: Json): void {
    // Path parameters are told apart by their place, which the address has.
    const named = (document: Json, operation: Json): Map<string, Json> =>
      new Map(
        list(operation['parameters'])
          .map((one) => resolve(document, one))
          .filter((one) => one['in'] !== 'path')
          .map((one) => [`${String(one['in'])} parameter ${String(one['name'])}`, one]),
      );
    const before = named(this.before, was);
    const after = named(this.after, is);
    for (const [name, parameter] of before) {
      const now = after.get(name);
      if (!now) this.breaks.push(`${at}: the ${name} is gone`);
      else this.schema(`${at}: the ${name}`, 'request', parameter['schema'], now['schema']);
    }
    for (const [name, parameter] of after)
      if (parameter['required'] === true && before.get(name)?.['required'] !== true)
        this.breaks.push(`${at}: the ${name} is required now`);
  }

  private body(at: string, was: Json, is: Json): void {
    const before = resolve(this.before, was['requestBody']);
    const after = resolve(this.after, is['requestBody']);
    if (after['required'] === true && before['required'] !== true)
      this.breaks.push(`${at}: a body is required now`);
    this.contents(`${at}: the body`, 'request', before, after);
  }

  private responses(at: string, was: Json, is: Json): void {
    // Problems are compared by their codes: a client looks at nothing else to tell them apart.
    for (const status of Object.keys(was).filter((one) => /^[23]/.test(one))) {
      const place = `${at}: the answer ${status}`;
      const before = resolve(this.before, was[status]);
      const after = resolve(this.after, is[status]);
      if (is[status] === undefined) this.breaks.push(`${place} is gone`);
      else this.contents(place, 'response', before, after);
      for (const header of Object.keys(object(before['headers'])))
        if (is[status] !== undefined && !(header in object(after['headers'])))
          this.breaks.push(`${place}: the header ${header} is gone`);
    }
  }

  private contents(at: string, direction: Direction, was: Json, is: Json): void {
    const now = object(is['content']);
    for (const [type, media] of Object.entries(object(was['content'])))
      if (now[type] === undefined) this.breaks.push(`${at} as ${type} is gone`);
      else this.schema(at, direction, object(media)['schema'], object(now[type])['schema']);
  }

  private schema(at: string, direction: Direction, before: unknown, after: unknown): void {
    const key = `${direction} ${words(before)} ${words(after)}`;
    if (this.under.has(key)) return;
    this.under.add(key);
    const was = resolve(this.before, before);
    const is = resolve(this.after, after);
    this.types(at, direction, was, is);
    this.enums(at, direction, was, is);
    if (direction === 'request') this.bounds(at, was, is);
    this.fields(at, direction, was, is);
    if (was['items'] !== undefined || is['items'] !== undefined)
      this.schema(`${at}, each`, direction, was['items'], is['items']);
    for (const kind of ['allOf', 'anyOf', 'oneOf'])
      list(was[kind]).forEach((part, index) => {
        const now = list(is[kind])[index];
        if (now === undefined) this.breaks.push(`${at}: a variant is gone`);
        else this.schema(at, direction, part, now);
      });
    this.under.delete(key);
  }

  private types(at: string, direction: Direction, was: Json, is: Json): void {
    const [before, after] = [typesOf(was), typesOf(is)];
    // An answer may become narrower, a request wider.
    const [narrow, wide] = direction === 'response' ? [after, before] : [before, after];
    const fits = (type: string): boolean =>
      wide.includes(type) || (type === 'integer' && wide.includes('number'));
    const untyped = narrow.length === 0 ? wide.length > 0 : false;
    if (untyped || (wide.length > 0 && !narrow.every(fits)))
      this.breaks.push(`${at} was ${before.join(' or ')}, and is ${after.join(' or ')}`);
    if (was['format'] !== is['format'] && !(direction === 'request' && is['format'] === undefined))
      this.breaks.push(`${at}: its format was ${words(was['format'])}`);
  }

  private enums(at: string, direction: Direction, was: Json, is: Json): void {
    const [before, after] = [list(was['enum']), list(is['enum'])];
    if (before.length === 0 && after.length > 0 && direction === 'request')
      this.breaks.push(`${at} takes only some values now`);
    if (after.length === 0) return;
    for (const value of before)
      if (!after.includes(value)) this.breaks.push(`${at}: the value ${words(value)} is gone`);
  }

  private bounds(at: string, was: Json, is: Json): void {
    const tighter = (name: string, sign: 1 | -1): boolean => {
      const [before, after] = [was[name], is[name]];
      if (typeof after !== 'number') return false;
      return typeof before !== 'number' || (after - before) * sign > 0;
    };
    for (const name of ['minimum', 'minLength', 'minItems'])
      if (tighter(name, 1)) this.breaks.push(`${at}: its ${name} is ${words(is[name])} now`);
    for (const name of ['maximum', 'maxLength', 'maxItems'])
      if (tighter(name, -1)) this.breaks.push(`${at}: its ${name} is ${words(is[name])} now`);
    if (is['pattern'] !== undefined && is['pattern'] !== was['pattern'])
      this.breaks.push(`${at}: its pattern is ${words(is['pattern'])} now`);
  }

  private fields(at: string, direction: Direction, was: Json, is: Json): void {
    const now = object(is['properties']);
    for (const [name, field] of Object.entries(object(was['properties']))) {
      if (now[name] === undefined) this.breaks.push(`${at}: the field ${name} is gone`);
      else this.schema(`${at}: the field ${name}`, direction, field, now[name]);
    }
    const [required, demanded] = [list(was['required']), list(is['required'])];
    if (direction === 'request')
      for (const name of demanded)
        if (!required.includes(name))
          this.breaks.push(`${at}: the field ${String(name)} is required now`);
    if (direction === 'response')
      for (const name of required)
        if (!demanded.includes(name) && String(name) in now)
          this.breaks.push(`${at}: the field ${String(name)} may be missing now`);
  }
}

function typesOf({ type }: Json): string[] {
  return (Array.isArray(type) ? type : type === undefined ? [] : [type]).map(String);
}

/**
 * What would break a client of the older document. Within `/v1` change is additive: new operations, new fields in
 * answers, new optional ones in requests, new codes and values; everything else waits for `/v2`.
 */
export function breakingChanges(before: unknown, after: unknown): string[] {
  return new Comparison(object(before), object(after)).run();
}
