import { DomainError, type FieldCode, type Message } from '#libs/contracts';

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

export function malformed(
  pointer: string,
  code: FieldCode,
  message: Message,
  cause?: unknown,
): DomainError {
  return new DomainError('request.malformed', { errors: [{ pointer, code, message }], cause });
}

/** RFC 6901. */
export const pointerTo = (key: string): string =>
  `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** @throws request.malformed for what no body may have in it, in whatever form it comes. */
export function refuseUnsafe(value: unknown, pointer: string, depth: number): void {
  if (typeof value === 'string') {
    if (value.includes('\0'))
      throw malformed(pointer, 'nul', { zh: '不能含有 NUL 字符', en: 'must not contain NUL' });
    if (!value.isWellFormed())
      throw malformed(pointer, 'unicode', {
        zh: '含有无效的 Unicode',
        en: 'is not well-formed Unicode',
      });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH)
    throw malformed(pointer, 'depth', {
      zh: '嵌套过深',
      en: `is nested deeper than ${MAX_DEPTH}`,
    });
  for (const [key, inner] of Object.entries(value)) {
    const at = `${pointer}${pointerTo(key)}`;
    if (isForbiddenKey(key))
      throw malformed(at, 'unknown', { zh: '没有这个字段', en: 'is not a field' });
    refuseUnsafe(key, at, depth);
    refuseUnsafe(inner, at, depth + 1);
  }
}

export function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw malformed('', 'utf8', { zh: '不是有效的 UTF-8', en: 'is not valid UTF-8' }, cause);
  }
}

/** Reads a JSON body: strict UTF-8, bounded depth, no names that reach a prototype, no text PostgreSQL cannot keep. */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = decodeText(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed('', 'json', { zh: '不是有效的 JSON', en: 'is not valid JSON' }, cause);
  }
  refuseUnsafe(value, '', 0);
  return value;
}
