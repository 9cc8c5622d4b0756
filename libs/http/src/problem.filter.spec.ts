import { DomainError } from '#libs/contracts';
import { problemBody } from './problem.filter.js';

const message = { zh: '没有这个字段', en: 'is not a field' };
const pointerOf = (pointer: string): string | undefined => {
  const error = new DomainError('request.invalid', {
    errors: [{ pointer, code: 'unknown', message }],
  });
  return problemBody(error, 'en').errors?.[0]?.pointer;
};

describe('a problem', () => {
  it('names a field as the caller did', () => {
    expect(pointerOf('/items/3/no~1such field')).toBe('/items/3/no~1such field');
    expect(pointerOf('?noSuchParameter')).toBe('?noSuchParameter');
  });

  it('does not repeat what identifies a person, sent as the name of a field', () => {
    expect(pointerOf('/371300198809267439')).toBe('/[citizen number]');
    expect(pointerOf('/name/19900735162')).toBe('/name/[phone]');
    expect(pointerOf('?19900735162')).toBe('?[phone]');
  });
});
