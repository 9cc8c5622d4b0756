import { getMetadataStorage } from 'class-validator';

/**
 * For every object that it checks class-validator looks through the rules of all classes there are, and groups those of
 * its class by field, which takes it longer than the check. A class has its rules from when it is defined, so they are
 * looked for once.
 */
export function rememberRules(): void {
  const storage = getMetadataStorage();
  const look = storage.getTargetValidationMetadatas.bind(storage);
  const known = new Map<unknown, ReturnType<typeof look>>();
  storage.getTargetValidationMetadatas = (target, ...groups) => {
    const rules = known.get(target) ?? look(target, ...groups);
    known.set(target, rules);
    return rules;
  };
  const group = storage.groupByPropertyName.bind(storage);
  const grouped = new WeakMap<object, ReturnType<typeof group>>();
  storage.groupByPropertyName = (rules) => {
    const fields = grouped.get(rules) ?? group(rules);
    grouped.set(rules, fields);
    return fields;
  };
}
