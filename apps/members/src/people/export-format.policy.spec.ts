import { exportTypes, wantedFormat } from './export-format.policy.js';

describe('the format of an export', () => {
  it.each([
    [undefined, 'ndjson'],
    ['', 'ndjson'],
    ['*/*', 'ndjson'],
    ['text/csv', 'csv'],
    ['TEXT/CSV; charset=utf-8', 'csv'],
    ['text/*', 'csv'],
    [exportTypes.xlsx, 'xlsx'],
    ['text/html,text/csv;q=0.5,*/*;q=0.1', 'csv'],
    ['application/x-ndjson;q=0.2,text/csv;q=0.8', 'csv'],
    ['application/x-ndjson;q=0,*/*', 'csv'],
    ['text/html', undefined],
    ['text/csv;q=0', undefined],
    ['text/csv;q=x', undefined],
  ])('of %s is %s', (accept, format) => {
    expect(wantedFormat(accept)).toBe(format);
  });
});
