import { DomainError, type FieldCode } from '#libs/contracts';

const MAX_DEPTH = 32;
/** Names that reach an object's prototype: no field of ours is called so. */
const forbiddenKeys = new Set([
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
]);

export function isForbiddenKey(key: string): boolean {
  return forbiddenKeys.has(key);
}

function refuse(pointer: string, code: FieldCode, zh: string, en: string): DomainError {
  return new DomainError('request.malformed', { errors: [{ pointer, code, message: { zh, en } }] });
}

function refuseUnsafe(value: unknown, pointer: string, depth: number): void {
  if (typeof value === 'string') {
    if (value.includes('\0'))
      throw refuse(pointer, 'nul', '不能含有 NUL 字符', 'must not contain NUL');
    if (!value.isWellFormed())
      throw refuse(pointer, 'unicode', '含有无效的 Unicode', 'is not well-formed Unicode');
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH)
    throw refuse(pointer, 'depth', '嵌套过深', `is nested deeper than ${MAX_DEPTH}`);
  for (const [key, inner] of Object.entries(value)) {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (isForbiddenKey(key)) throw refuse(at, 'unknown', '没有这个字段', 'is not a field');
    refuseUnsafe(key, at, depth);
    refuseUnsafe(inner, at, depth + 1);
  }
}

/** Reads a JSON body: strict UTF-8, bounded depth, no names that reach a prototype, no text PostgreSQL cannot keep. */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DomainError('request.malformed', {
      errors: [
        {
          pointer: '',
          code: 'utf8',
          message: { zh: '不是有效的 UTF-8', en: 'is not valid UTF-8' },
        },
      ],
      cause,
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DomainError('request.malformed', {
      errors: [
        { pointer: '', code: 'json', message: { zh: '不是有效的 JSON', en: 'is not valid JSON' } },
      ],
      cause,
    });
  }
  refuseUnsafe(value, '', 0);
  return value;
}
