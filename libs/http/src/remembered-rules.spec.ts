import { IsInt, IsString, validateSync } from 'class-validator';
import { rememberRules } from './remembered-rules.js';

class Named {
  @IsString()
  name: unknown;
}

class Counted extends Named {
  @IsInt()
  count: unknown;
}

const wrong = (thing: object): string[] => validateSync(thing).map(({ property }) => property);

describe('rememberRules', () => {
  it('checks each class by its own rules and by those it inherits, again and again', () => {
    rememberRules();
    for (let time = 0; time < 3; time += 1) {
      expect(wrong(new Named())).toEqual(['name']);
      expect(wrong(new Counted()).sort()).toEqual(['count', 'name']);
      expect(wrong(Object.assign(new Counted(), { name: 'a', count: 1 }))).toEqual([]);
    }
  });
});
