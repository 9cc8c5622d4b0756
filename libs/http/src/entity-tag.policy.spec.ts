import { matchesAny, readTags, tagOf, versionsOf } from './entity-tag.policy.js';
import { expectedVersion } from './if-match.js';

const code = (work: () => unknown): string => {
  try {
    work();
    return 'nothing';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('entity tags', () => {
  it('name a version and the bytes', () => {
    expect(tagOf(3, 'abcdefghijklmnop')).toBe('"3-abcdefghijkl"');
  });

  it.each<[string, string[] | undefined]>([
    ['"3-x"', ['3-x']],
    ['W/"3-x"', ['3-x']],
    ['"1", W/"2" ,"",', ['1', '2', '']],
    ['3-x', undefined],
    ['"3', undefined],
    ['w/"3"', undefined],
    ['', undefined],
    ['*', undefined],
  ])('are read from %j', (header, tags) => {
    expect(readTags(header)).toEqual(tags);
  });

  it('are known when the list has the very one, or is any', () => {
    expect(matchesAny('"2-x", W/"3-x"', '"3-x"')).toBe(true);
    expect(matchesAny('*', '"3-x"')).toBe(true);
    expect(matchesAny('"3-y"', '"3-x"')).toBe(false);
    expect(matchesAny('3-x', '"3-x"')).toBe(false);
  });

  it('of ours name versions, others none', () => {
    expect(versionsOf(['3-x', '12', 'x', '3-', '-3', '1e3', '99999999999'])).toEqual([3, 12]);
  });
});

describe('If-Match', () => {
  it('is needed, and must name what was read', () => {
    expect(code(() => expectedVersion(undefined))).toBe('request.precondition_required');
    expect(code(() => expectedVersion(' * '))).toBe('request.precondition_required');
    expect(code(() => expectedVersion('3'))).toBe('request.invalid');
  });

  it('holds for one of its versions, strong or made weak on the way', () => {
    for (const header of ['"3-abc"', 'W/"3-abc"', '"2-x", "3-abc"', '"3"'])
      expect(
        code(() => {
          expectedVersion(header).require(3);
        }),
      ).toBe('nothing');
    for (const header of ['"2-abc"', '"x"', '""', '"33-abc"'])
      expect(
        code(() => {
          expectedVersion(header).require(3);
        }),
      ).toBe('request.precondition_failed');
  });
});
