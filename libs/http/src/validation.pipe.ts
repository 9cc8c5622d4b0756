import {
  type ArgumentMetadata,
  Injectable,
  type PipeTransform,
  ValidationPipe,
} from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import {
  DomainError,
  type FieldCode,
  type FieldError,
  isFieldCode,
  type Message,
} from '#libs/contracts';
import { isForbiddenKey } from './json-body.js';
import { rememberRules } from './remembered-rules.js';

/** What the English names: the number, the values, and whether it asks for more. */
interface Facts {
  readonly number: string;
  readonly list: string;
  readonly longer: boolean;
}

/** What class-validator says in English, in Chinese; with the numbers and the values that it names. */
const chinese: Partial<Record<FieldCode, string | ((facts: Facts) => string)>> = {
  isUuid: '不是有效的编号',
  isEnum: ({ list }) => `应为下列之一：${list}`,
  isIn: ({ list }) => `应为下列之一：${list}`,
  isString: '应为文本',
  isInt: '应为整数',
  isNumber: '应为数字',
  isBoolean: '应为是或否',
  isArray: '应为列表',
  isObject: '应为对象',
  isNotEmpty: '不能为空',
  isLength: ({ longer, number }) => `${longer ? '至少' : '不能超过'} ${number} 个字符`,
  minLength: ({ number }) => `至少 ${number} 个字符`,
  maxLength: ({ number }) => `不能超过 ${number} 个字符`,
  min: ({ number }) => `不能小于 ${number}`,
  max: ({ number }) => `不能大于 ${number}`,
  arrayMinSize: ({ number }) => `至少 ${number} 项`,
  arrayMaxSize: ({ number }) => `至多 ${number} 项`,
  arrayUnique: '有重复项',
  matches: '格式不正确',
  isIso8601: '不是有效的日期时间',
  isDay: '不是有效的日期（YYYY-MM-DD）',
  isMonth: '不是有效的月份（YYYY-MM）',
};

/** Of a value of the wrong kind, its kind is what is wrong, and not that it is too long as well. */
const kinds = [
  'isString',
  'isInt',
  'isNumber',
  'isBoolean',
  'isArray',
  'isObject',
  'isUuid',
  'isEnum',
  'isIn',
  'isIso8601',
  'isDay',
  'isMonth',
  'isNotEmpty',
] as const satisfies readonly FieldCode[];
const unknown: Message = { zh: '没有这个字段', en: 'is not a field' };
const blank: Message = { zh: '不能为空白', en: 'must not be blank' };
const notNull: Message = { zh: '不能为 null', en: 'must not be null' };
const required: Message = { zh: '必须填写', en: 'is required' };

function message(error: ValidationError, constraint: string, english: string): Message {
  if (english.endsWith('must match /\\S/ regular expression')) return blank;
  const { property } = error;
  const en = english.startsWith(`${property} `) ? english.slice(property.length + 1) : english;
  const context = error.contexts?.[constraint] as { readonly zh?: string } | undefined;
  const listed = isFieldCode(constraint) ? chinese[constraint] : undefined;
  const zh = context?.zh ?? listed ?? '内容不正确';
  if (typeof zh === 'string') return { zh, en };
  const [number = ''] = /-?\d+(\.\d+)?/.exec(en) ?? [];
  const list = en.slice(en.indexOf(': ') + 2);
  return { zh: zh({ number, list, longer: en.includes('longer') }), en };
}

/** What is wrong with one field: that it is missing, or of another kind, or else whatever is. */
function own(error: ValidationError, pointer: string): FieldError[] {
  const { constraints = {} } = error;
  const constraint = kinds.find((kind) => kind in constraints) ?? Object.keys(constraints)[0];
  if (constraint === undefined) return [];
  if (constraint === 'whitelistValidation') return [{ pointer, code: 'unknown', message: unknown }];
  if (error.value === undefined) return [{ pointer, code: 'required', message: required }];
  if (error.value === null) return [{ pointer, code: 'null', message: notNull }];
  const code = isFieldCode(constraint) ? constraint : 'invalid';
  return [{ pointer, code, message: message(error, constraint, constraints[constraint] ?? '') }];
}

function flatten(
  errors: readonly ValidationError[],
  prefix: string,
  separator: string,
): FieldError[] {
  return errors.flatMap((error) => {
    const pointer = `${prefix}${separator}${error.property}`;
    return [...own(error, pointer), ...flatten(error.children ?? [], pointer, '/')];
  });
}

const options = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  validationError: { target: false },
} as const;

rememberRules();

/** Bodies and queries become DTOs or a problem that names every wrong field; nothing undeclared passes. */
@Injectable()
export class RequestValidationPipe implements PipeTransform {
  private readonly body = new ValidationPipe({
    ...options,
    transform: true,
    exceptionFactory: (errors) =>
      new DomainError('request.invalid', { errors: flatten(errors, '', '/') }),
  });

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    if (metadata.type === 'body') return this.body.transform(value ?? {}, metadata);
    if (metadata.type === 'query') return queryOf(value, metadata.metatype);
    // Parameters have pipes of their own, and the rest is ours, not the caller's.
    return value;
  }
}

/**
 * Flat, and texts throughout: it needs nothing of what Nest's pipe does for bodies, which costs as much again. Rules that
 * wait for something (`async`) would not be asked; none of a query does.
 */
function queryOf(value: unknown, dto: ArgumentMetadata['metatype']): unknown {
  if (!dto) throw new Error('a query without a class');
  refuseForbidden(value);
  const query = plainToInstance(dto, value ?? {}) as object;
  const errors = validateSync(query, options);
  if (errors.length > 0)
    throw new DomainError('request.invalid', { errors: flatten(errors, '?', '') });
  return query;
}

/** Names that reach a prototype, and text that PostgreSQL cannot keep. */
function refuseForbidden(value: unknown): void {
  for (const [key, text] of Object.entries(value ?? {})) {
    if (isForbiddenKey(key))
      throw parameterError(key, 'unknown', { zh: '没有这个参数', en: 'is not a parameter' });
    if (String(text).includes('\0'))
      throw parameterError(key, 'nul', { zh: '不能含有 NUL 字符', en: 'must not contain NUL' });
  }
}

function parameterError(key: string, code: FieldCode, text: Message): DomainError {
  return new DomainError('request.invalid', {
    errors: [{ pointer: `?${key}`, code, message: text }],
  });
}
