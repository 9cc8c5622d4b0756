import type { SchemeDefinition } from './input.js';
import type { OracleLine } from './lines.js';

const averages = ['members.average_score', 'groups.average_score'];

/** Lines as the API shows them: points, and averages of points, as numbers with two decimals. */
export function asShown(lines: readonly OracleLine[], scheme: SchemeDefinition): OracleLine[] {
  return lines.map((line, index) => {
    const isAverage = averages.includes(scheme.indicators[index]?.metric ?? '');
    const { value, target } = line;
    return {
      ...line,
      value: isAverage ? value / 100 : value,
      target: isAverage && target !== null ? target / 100 : target,
      points: line.points / 100,
    };
  });
}
