import {
  type ArgumentMetadata,
  Injectable,
  type PipeTransform,
  ValidationPipe,
} from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { DomainError, type FieldError, type Message } from '#libs/contracts';
import { isForbiddenKey } from './json-body.js';

const chinese: Partial<Record<string, string>> = {
  whitelistValidation: '没有这个字段',
  isUuid: '不是有效的编号',
  isEnum: '不在允许的取值之中',
  isIn: '不在允许的取值之中',
  isString: '应为文本',
  isInt: '应为整数',
  isNumber: '应为数字',
  isBoolean: '应为是或否',
  isArray: '应为列表',
  isObject: '应为对象',
  isNotEmpty: '不能为空',
  isDefined: '必须填写',
  isLength: '长度不符合要求',
  minLength: '太短',
  maxLength: '太长',
  min: '太小',
  max: '太大',
  arrayMinSize: '项数太少',
  arrayMaxSize: '项数太多',
  arrayUnique: '有重复项',
  matches: '格式不正确',
  isISO8601: '不是有效的日期时间',
  isDateString: '不是有效的日期',
  isDay: '不是有效的日期（YYYY-MM-DD）',
  isMonth: '不是有效的月份（YYYY-MM）',
};

function message(constraint: string, english: string, property: string): Message {
  const en = english.startsWith(`${property} `) ? english.slice(property.length + 1) : english;
  return {
    zh: chinese[constraint] ?? '内容不正确',
    en: constraint === 'whitelistValidation' ? 'is not a field' : en,
  };
}

function flatten(
  errors: readonly ValidationError[],
  prefix: string,
  separator: string,
): FieldError[] {
  return errors.flatMap((error) => {
    const pointer = `${prefix}${separator}${error.property}`;
    const own = Object.entries(error.constraints ?? {}).map(([constraint, english]) => ({
      pointer,
      code: constraint === 'whitelistValidation' ? 'unknown' : constraint,
      message: message(constraint, english, error.property),
    }));
    return [...own, ...flatten(error.children ?? [], pointer, '/')];
  });
}

const options = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  transform: true,
  stopAtFirstError: true,
} as const;

/** Bodies and queries become DTOs or a problem that names every wrong field; nothing undeclared passes. */
@Injectable()
export class RequestValidationPipe implements PipeTransform {
  private readonly body = new ValidationPipe({
    ...options,
    exceptionFactory: (errors) =>
      new DomainError('request.invalid', { errors: flatten(errors, '', '/') }),
  });
  private readonly query = new ValidationPipe({
    ...options,
    exceptionFactory: (errors) =>
      new DomainError('request.invalid', { errors: flatten(errors, '?', '') }),
  });

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body')
      return (await this.body.transform(value ?? {}, metadata)) as unknown;
    if (metadata.type === 'query') {
      refuseForbidden(value);
      return (await this.query.transform(value ?? {}, metadata)) as unknown;
    }
    // Parameters have pipes of their own, and the rest is ours, not the caller's.
    return value;
  }
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

function parameterError(key: string, code: string, text: Message): DomainError {
  return new DomainError('request.invalid', {
    errors: [{ pointer: `?${key}`, code, message: text }],
  });
}
