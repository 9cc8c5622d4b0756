import { errorRegistry, fieldCodes } from '#libs/contracts';
import { errorsPage, type ProblemDocument } from './errors-page.js';

const operation = (operationId: string, ...codes: string[]): Record<string, unknown> => ({
  get: { operationId, 'x-error-codes': ['server.internal', ...codes] },
});
const document: ProblemDocument = {
  paths: {
    '/v1/runs': operation('runs_list'),
    '/v1/runs/{id}': operation('runs_one', 'assessment.run_not_found'),
  },
};
const page = errorsPage(document);
const lineOf = (code: string): string =>
  page.split('\n').find((line) => line.startsWith(`| \`${code}\` |`)) ?? '';

describe('the page of errors', () => {
  it('has a line for every code, of problems and of fields', () => {
    for (const code of [...Object.keys(errorRegistry), ...Object.keys(fieldCodes)])
      expect(lineOf(code)).not.toBe('');
  });

  it('says who answers a code', () => {
    expect(lineOf('assessment.run_not_found')).toMatch(
      /\| 404 \| 没有这次考核 \| .* \| `runs_one` \|$/,
    );
    expect(lineOf('server.internal')).toMatch(/\| all \|$/);
    expect(lineOf('activities.not_found')).toMatch(/\| – \|$/);
  });

  it('counts where too many do', () => {
    const many = Array.from({ length: 20 }, (_, n) => [
      `/v1/${n}`,
      operation(`o${n}`, ...(n < 15 ? ['auth.forbidden'] : [])),
    ]);
    expect(errorsPage({ paths: Object.fromEntries(many) as ProblemDocument['paths'] })).toMatch(
      /`auth\.forbidden`.*\| 15 of 20 \|/,
    );
  });
});
