import { Param, type PipeTransform } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { operationIdPattern } from './operation.dto.js';

const shape = new RegExp(operationIdPattern);

const pipe: PipeTransform<string, string> = {
  transform(value) {
    if (shape.test(value)) return value;
    throw new DomainError('request.invalid', {
      errors: [
        {
          pointer: '{id}',
          code: 'operation_id',
          message: { zh: '不是有效的任务编号', en: 'must be the id of an operation' },
        },
      ],
    });
  },
};

/** The id of an operation in the path, or a 400 that names it. */
export const OperationIdParam = (): ParameterDecorator => Param('id', pipe);
