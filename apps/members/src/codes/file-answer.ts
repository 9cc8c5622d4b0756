import { applyDecorators, Header } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';

/** The answer is a file of this type, and no JSON. */
export const AnswersFile = (type: string): MethodDecorator =>
  applyDecorators(
    Header('content-type', type),
    ApiOkResponse({ content: { [type]: { schema: { type: 'string', format: 'binary' } } } }),
  );
