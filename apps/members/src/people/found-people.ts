/** As `searchKey` spells it, of the signs that numbers at work have; an index is made of the very same words. */
const employeeNumberKey = `translate(lower(employee_number), ' -_./\\#()·–—', '') collate "C"`;

/**
 * The ids of people whose name, with its signs or without, pinyin, initials or employee number lies between two parameters:
 * ranges and not `like`, so that each is read by its index whatever the values are.
 */
export const foundPeople = (from: number, below: number): string => {
  const between = (key: string): string => `(${key} >= $${from} and ${key} < $${below})`;
  return `select id from people where (name ~>=~ $${from} and name ~<~ $${below}) or ${between('name_key')}
    or ${between('name_pinyin')} or ${between('name_initials')} or ${between(employeeNumberKey)}`;
};
