const SHOWN = 20;

/** Both documents as paths to plain values: `paths./v1/runs.post.summary`. */
function flatten(value: unknown, at: string, into: Map<string, string>): Map<string, string> {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value))
      flatten(inner, at === '' ? key : `${at}.${key}`, into);
  } else if (value !== undefined) into.set(at, JSON.stringify(value));
  return into;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is different between a committed document and the one that the code makes, a line a place. */
export function differences(committed: string, generated: string): string[] {
  const before = flatten(parsed(committed), '', new Map());
  const after = flatten(parsed(generated), '', new Map());
  const lines: string[] = [];
  for (const [at, value] of after) {
    const old = before.get(at);
    if (old === undefined) lines.push(`+ ${at}: ${value}`);
    else if (old !== value) lines.push(`~ ${at}: ${old} → ${value}`);
  }
  for (const at of before.keys()) if (!after.has(at)) lines.push(`- ${at}`);
  if (lines.length === 0) lines.push('~ the order or the layout alone');
  const more = lines.length - SHOWN;
  return more > 0 ? [...lines.slice(0, SHOWN), `… and ${more} more`] : lines;
}
