/**
 * The ids of people whose name, pinyin, initials or employee number lies between two parameters: ranges and not `like`, so
 * that each is read by its index whatever the values are.
 */
export const foundPeople = (from: number, below: number): string => {
  const between = (key: string): string => `(${key} >= $${from} and ${key} < $${below})`;
  return `select id from people where (name ~>=~ $${from} and name ~<~ $${below})
    or ${between('name_pinyin')} or ${between('name_initials')} or ${between('lower(employee_number) collate "C"')}`;
};
