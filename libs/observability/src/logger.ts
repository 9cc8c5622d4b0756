import type { LoggerService } from '@nestjs/common';
import { pino, type Logger as Pino } from 'pino';
import { currentTraceId } from './trace.js';

/** Fields that may hold personal data or secrets never reach a log, wherever somebody puts them. */
const redacted = [
  'password',
  'citizenNumber',
  'phone',
  'address',
  'authorization',
  'refreshToken',
  'accessToken',
  'cookie',
];

export function createLogger(service: string, level: string): Pino {
  return pino({
    level,
    base: { service },
    redact: {
      paths: redacted.flatMap((field) => [
        field,
        `*.${field}`,
        `*.*.${field}`,
        `req.headers.${field}`,
      ]),
      censor: '[redacted]',
    },
    mixin: () => {
      const traceId = currentTraceId();
      return traceId ? { traceId } : {};
    },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}

/** Nest's own words through the same logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Pino) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest passes the context last; an object first is structured, as pino has it, with its sentence second. */
  private write(
    level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal',
    first: unknown,
    rest: unknown[],
  ): void {
    const context = rest.at(-1);
    const fields = typeof context === 'string' && rest.length > 0 ? { context } : {};
    if (typeof first === 'object' && first !== null) {
      const sentence = rest.length > 1 && typeof rest[0] === 'string' ? rest[0] : undefined;
      this.logger[level]({ ...first, ...fields }, sentence);
    } else {
      const stack = rest.length > 1 && typeof rest[0] === 'string' ? { stack: rest[0] } : {};
      this.logger[level]({ ...fields, ...stack }, String(first));
    }
  }
}
