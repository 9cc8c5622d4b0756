import { applyDecorators, Post as NestPost, SetMetadata, UseInterceptors } from '@nestjs/common';
import { INTERCEPTORS_METADATA } from '@nestjs/common/constants.js';
import { ApiExtension } from '@nestjs/swagger';
import { AnswersInterceptor } from './answers.interceptor.js';
import { ENTITY_TAG, ENTITY_TAG_EXTENSION } from './entity-tag.js';
import { type Address, LOCATION, RELATED, RELATED_EXTENSION } from './location.js';

/** The interceptor, once, however many decorators ask for it. */
const intercepted: MethodDecorator = (controller, name, route) => {
  const there: unknown = Reflect.getMetadata(INTERCEPTORS_METADATA, route.value as object);
  if (!Array.isArray(there) || !there.includes(AnswersInterceptor))
    UseInterceptors(AnswersInterceptor)(controller, name, route);
};

/** A POST of this suite, in the place of Nest's own: it takes an `Idempotency-Key`. */
export const Post = (path?: string): MethodDecorator =>
  applyDecorators(NestPost(path), intercepted);

/** The answer is one thing with a `version`: it gets an `ETag`, and a GET is answered 304 when it is known. */
export const EntityTag = (): MethodDecorator =>
  applyDecorators(
    SetMetadata(ENTITY_TAG, true),
    ApiExtension(ENTITY_TAG_EXTENSION, true),
    intercepted,
  );

/** Where what was made can be read, or what was begun be watched: `{name}` stands for a field of the answer. */
export const Location = (template: Address): MethodDecorator =>
  applyDecorators(SetMetadata(LOCATION, template), intercepted);

/** What the answer is about, in a `Link` header, where `Location` is something else. */
export const RelatedTo = (template: Address): MethodDecorator =>
  applyDecorators(SetMetadata(RELATED, template), ApiExtension(RELATED_EXTENSION, true));
