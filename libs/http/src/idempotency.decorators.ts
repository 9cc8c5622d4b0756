import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export const KEY_POLICY = 'wutai:idempotency-key';
export const SHOWS_ONCE = 'wutai:shows-once';
export const CHANGES_NOTHING = 'wutai:changes-nothing';
/** Tells the document; taken out again when it is completed. */
export const KEY_EXTENSION = 'x-idempotency-key';

type Query = Readonly<Record<string, unknown>>;

export interface KeyPolicy {
  /** Whether a request must name a key, by its query. */
  readonly isRequired: (query: Query) => boolean;
}

/**
 * For a POST that starts a run, moves money, or brings in a roster: without an `Idempotency-Key` it is refused. Every
 * other POST of somebody who is logged in takes a key too, and needs no word.
 */
export const RequiresIdempotencyKey = (
  options: { readonly unless?: (query: Query) => boolean } = {},
): MethodDecorator => {
  const { unless } = options;
  const policy: KeyPolicy = { isRequired: (query) => unless?.(query) !== true };
  return applyDecorators(
    SetMetadata(KEY_POLICY, policy),
    ApiExtension(KEY_EXTENSION, unless ? 'conditional' : 'required'),
  );
};

/** The answer shows a secret in this field, once: an answer that has it is not kept, and its replay says so. */
export const ShowsOnce = (field: string): MethodDecorator => SetMetadata(SHOWS_ONCE, field);

/** A POST that only asks. Its key is taken and nothing is kept: asked again, it looks again. */
export const ChangesNothing = (): MethodDecorator =>
  applyDecorators(SetMetadata(CHANGES_NOTHING, true), ApiExtension(KEY_EXTENSION, 'unused'));
