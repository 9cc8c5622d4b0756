import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';
import { bindUpload, pointerTo } from '#libs/http';

const FIELD = 'file';

/** What a form lacks, or has too much of. */
export type UploadFault = 'none' | 'empty' | 'several';

export interface UploadRules {
  readonly limitBytes: number;
  readonly faulty: (fault: UploadFault) => DomainError;
  readonly tooLarge: () => DomainError;
}

/** The body is a form with one file. */
export const TakesFile = (): MethodDecorator =>
  applyDecorators(
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: [FIELD],
        properties: { [FIELD]: { type: 'string', format: 'binary' } },
      },
    }),
  );

/** The uploaded file, whole, in memory and never on a disk. Its name and the type that it claims say nothing. */
export async function readUpload(request: FastifyRequest, rules: UploadRules): Promise<Buffer> {
  if (!request.isMultipart()) throw rules.faulty('none');
  const bytes = await fileOf(request, rules);
  if (!bytes) throw rules.faulty('none');
  if (bytes.length === 0) throw rules.faulty('empty');
  bindUpload(bytes);
  return bytes;
}

/** To the end of the form: what nobody reads would hold up the connection. */
async function fileOf(request: FastifyRequest, rules: UploadRules): Promise<Buffer | undefined> {
  let file: Buffer | undefined;
  let tooLong: string | undefined;
  try {
    for await (const part of request.parts({ limits: { fileSize: rules.limitBytes } })) {
      if (part.type !== 'file') {
        if (part.valueTruncated) tooLong ??= part.fieldname;
      } else if (part.fieldname === FIELD) file = await part.toBuffer();
      else part.file.resume();
    }
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'FST_REQ_FILE_TOO_LARGE') throw rules.tooLarge();
    if (code === 'FST_FILES_LIMIT') throw rules.faulty('several');
    throw new DomainError('request.malformed', { cause: error });
  }
  if (tooLong !== undefined) throw fieldTooLong(tooLong);
  return file;
}

/** What `MultipartForms` lets a field have. */
const fieldTooLong = (field: string): DomainError =>
  new DomainError('request.invalid', {
    errors: [
      {
        pointer: pointerTo(field),
        code: 'too_big',
        message: { zh: '超过 1 KB', en: 'is larger than 1 KB' },
      },
    ],
  });
