export const exportTypes = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
export type ExportFormat = keyof typeof exportTypes;

const formats = Object.keys(exportTypes) as ExportFormat[];

interface Range {
  readonly type: string;
  readonly quality: number;
}

function rangesOf(accept: string): Range[] {
  return accept.split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const said = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = said === undefined ? 1 : Number(said.slice(2));
    return { type, quality: Number.isNaN(quality) ? 0 : quality };
  });
}

const isOf = (range: string, type: string): boolean =>
  range === type || range === '*/*' || range === `${type.slice(0, type.indexOf('/'))}/*`;

/** What of ours the caller wants most (RFC 9110); who does not say gets lines of JSON. Undefined when nothing is wanted. */
export function wantedFormat(accept: string | undefined): ExportFormat | undefined {
  const ranges = rangesOf(accept === undefined || accept.trim() === '' ? '*/*' : accept);
  const qualityOf = (format: ExportFormat): number => {
    const type = exportTypes[format];
    const exact = ranges.find((range) => range.type === type);
    return (exact ?? ranges.find((range) => isOf(range.type, type)))?.quality ?? 0;
  };
  const best = formats.reduce((one, other) => (qualityOf(other) > qualityOf(one) ? other : one));
  return qualityOf(best) > 0 ? best : undefined;
}
