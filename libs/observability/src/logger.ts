import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, pino, type Logger as Pino } from 'pino';
import { framesOf, messageOf } from './described-error.js';
import { redactFields } from './redaction.js';
import { scrub } from './scrub.js';
import { traceFields } from './trace.js';

/** Where lines go when it is not the standard output: how a test reads them. */
export type LogDestination = DestinationStream;

/** A service's log: a JSON line each, under the trace id of what it is part of, without personal data or secrets. */
export function createLogger(service: string, level: string, destination?: LogDestination): Pino {
  const options = {
    level,
    base: { service },
    formatters: { log: (fields: object) => redactFields({ ...fields }) },
    // Fields are described as they are redacted.
    serializers: { err: (error: unknown) => error },
    mixin: traceFields,
    hooks: {
      logMethod(this: Pino, args: Parameters<pino.LogFn>, method: pino.LogFn) {
        const [first, message] = args as unknown[];
        if (typeof first === 'string') {
          method.call(this, scrub(first));
          return;
        }
        const fields = first instanceof Error ? { err: first } : (first as { err?: unknown });
        // Without a sentence, pino would take the error's own as it is.
        const own = fields.err instanceof Error ? messageOf(fields.err) : undefined;
        method.call(this, fields, typeof message === 'string' ? scrub(message) : own);
      },
    },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}

type Level = 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal';

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
  private write(level: Level, first: unknown, rest: unknown[]): void {
    const context = rest.at(-1);
    const fields = typeof context === 'string' && rest.length > 0 ? { context } : {};
    if (typeof first === 'object' && first !== null) {
      const sentence = rest.length > 1 && typeof rest[0] === 'string' ? rest[0] : undefined;
      // An error's own fields are more than may be told.
      const told = first instanceof Error ? { err: first } : first;
      this.logger[level]({ ...told, ...fields }, sentence);
    } else {
      const stack = rest.length > 1 && typeof rest[0] === 'string' ? framesOf(rest[0]) : undefined;
      this.logger[level]({ ...fields, ...(stack && { stack }) }, String(first));
    }
  }
}
