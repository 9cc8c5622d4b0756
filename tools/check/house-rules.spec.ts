import { houseRules, violations } from './house-rules.js';

const source = 'apps/members/src/dues/due.service.ts';
const controller = 'apps/members/src/dues/dues.controller.ts';
const dto = 'apps/members/src/dues/dto/due.dto.ts';
const spec = 'apps/members/src/dues/due.policy.spec.ts';
const lines = (count: number): string => 'export {};\n'.repeat(count);

/** rule, what it refuses, what it lets pass; each a path and a text */
const cases: [rule: string, refused: [string, string][], allowed: [string, string][]][] = [
  [
    'no-drawers',
    [
      ['libs/common/src/index.ts', ''],
      ['apps/members/src/helpers/date.ts', ''],
      ['apps/members/src/dues/utils.ts', ''],
    ],
    [['apps/members/src/commons/shared-room.ts', '']],
  ],
  [
    'suppression-with-reason',
    [
      [source, '// eslint-disable-next-line no-empty'],
      [source, '/* eslint-disable no-empty */'],
      [source, '// @ts-expect-error'],
      [source, '// @ts-ignore it was too hard'],
      [source, '// @ts-nocheck'],
    ],
    [
      [source, '// eslint-disable-next-line no-empty -- the port has no answer'],
      [source, '// @ts-expect-error the type of pg lags behind'],
    ],
  ],
  [
    'short-file',
    [
      [source, lines(401)],
      [spec, lines(601)],
    ],
    [
      [source, lines(400)],
      [spec, lines(600)],
      ['apps/members/src/migrations/0001-dues.ts', lines(900)],
    ],
  ],
  [
    'no-focus-no-skip',
    [
      [spec, "it.only('pays', () => {});"],
      [spec, 'describe.skip.each([1])'],
      [spec, "it.concurrent.only('pays', () => {});"],
      [spec, "xit('pays', () => {});"],
    ],
    [
      [spec, "it.each([1])('pays', () => {}); exit(1);"],
      [source, 'audit.only'],
    ],
  ],
  [
    'no-sleep-in-tests',
    [
      [spec, 'await new Promise((resolve) => setTimeout(resolve, 50));'],
      [spec, 'await sleep(50);'],
      [
        'apps/members/test/dues.service.spec.ts',
        "import { setTimeout } from 'node:timers/promises';",
      ],
    ],
    [
      [source, 'await new Promise((resolve) => setTimeout(resolve, 50));'],
      ['test/setup/servers.ts', 'await sleep(50);'],
      [spec, 'jest.setTimeout(100);'],
    ],
  ],
  [
    'no-forward-ref',
    [[source, '@Inject(forwardRef(() => PersonService))']],
    [[source, '// never a forwardRef here']],
  ],
  [
    'body-is-a-request',
    [
      [controller, '    @Body() body: AppointDto,'],
      [controller, '  add(@Body() body: GrantRole): Promise<GrantDto> {'],
    ],
    [
      [controller, '    @Body() body: AppointRequest,'],
      [source, '@Body() body: AppointDto'],
    ],
  ],
  [
    'dto-says-its-side',
    [
      [dto, 'export class ScoreLine {'],
      [dto, 'export class DtoLine extends ScoreDto {'],
    ],
    [
      [dto, 'export class ScoreLineDto {'],
      [dto, 'export class ScoresQuery extends ListQuery {'],
      [source, 'export class ScoreLine {'],
    ],
  ],
  [
    'every-test-in-a-tier',
    [
      ['apps/members/src/dues/due.policy.test.ts', ''],
      ['test/dues.spec.ts', ''],
      ['apps/members/test/dues.journey.ts', ''],
      ['apps/members/dues.spec.ts', ''],
    ],
    [
      [spec, ''],
      ['test/oracle/oracle.spec.ts', ''],
      ['apps/members/test/dues.service.spec.ts', ''],
      ['libs/database/test/keyset.service.spec.ts', ''],
      ['tools/check/main.spec.ts', ''],
      ['test/a-year.journey.ts', ''],
    ],
  ],
];

describe('house rules', () => {
  it('are all tried here', () => {
    expect(cases.map(([rule]) => rule)).toEqual(Object.keys(houseRules));
  });

  it.each(cases)('%s', (rule, refused, allowed) => {
    for (const [path, text] of refused) {
      expect(violations({ path, text })).toEqual([expect.stringContaining(`  ${rule}: `)]);
    }
    for (const [path, text] of allowed) {
      expect(violations({ path, text })).toEqual([]);
    }
  });

  it('name the file and the line', () => {
    const [found] = violations({ path: spec, text: "import 'reflect-metadata';\n\nxit('pays');" });
    expect(found).toMatch(
      /^apps\/members\/src\/dues\/due\.policy\.spec\.ts:3 {2}no-focus-no-skip: /,
    );
  });
});
