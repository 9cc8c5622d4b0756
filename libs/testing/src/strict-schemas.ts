type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is data and not a schema, though it may look like one. */
const opaque = new Set(['example', 'examples', 'default', 'const', 'enum']);

/**
 * The same document, in which an object has the fields that are described and no others: what a service answers beyond
 * its document somebody would come to rely on.
 */
export function strictly(node: unknown): unknown {
  return close(node, false);
}

/** @param isPart of an `allOf`: it says nothing of the fields that the other parts describe. */
function close(node: unknown, isPart: boolean): unknown {
  if (Array.isArray(node)) return node.map((item) => close(item, isPart));
  if (!isObject(node)) return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, closeMember(key, value)]),
  );
  const { properties, additionalProperties } = node;
  const closes = isObject(properties) && additionalProperties === undefined && !isPart;
  return closes ? { ...copy, unevaluatedProperties: false } : copy;
}

function closeMember(key: string, value: unknown): unknown {
  // Beneath `properties` keys are names: a field may well be called `default`.
  if (key === 'properties' && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([k, inner]) => [k, close(inner, false)]));
  return opaque.has(key) ? value : close(value, key === 'allOf');
}
