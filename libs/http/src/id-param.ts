import { Param, ParseUUIDPipe } from '@nestjs/common';
import { DomainError } from '#libs/contracts';

/** An id in the path: a UUID, or a 400 that names it. */
export function IdParam(name = 'id'): ParameterDecorator {
  const pipe = new ParseUUIDPipe({
    exceptionFactory: () =>
      new DomainError('request.invalid', {
        errors: [
          {
            pointer: `{${name}}`,
            code: 'isUuid',
            message: { zh: '不是有效的编号', en: 'must be a UUID' },
          },
        ],
      }),
  });
  return Param(name, pipe);
}
