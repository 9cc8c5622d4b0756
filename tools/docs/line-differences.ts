const SHOWN = 10;

/** The lines that only one of two texts has, in its order. */
export function lineDifferences(before: string, after: string): string[] {
  const [old, made] = [before.split('\n'), after.split('\n')];
  const [wasThere, isThere] = [new Set(old), new Set(made)];
  const lines = [
    ...old.filter((line) => !isThere.has(line)).map((line) => `- ${line}`),
    ...made.filter((line) => !wasThere.has(line)).map((line) => `+ ${line}`),
  ];
  if (lines.length === 0) lines.push('~ the order of the lines');
  const more = lines.length - SHOWN;
  return more > 0 ? [...lines.slice(0, SHOWN), `… and ${more} more`] : lines;
}
