/**
 * The architecture, as rules that run: `npm run check -- architecture`.
 * Each rule has a tree under tools/check/fixtures/<rule> that breaks it and nothing else;
 * tools/check/architecture.spec.ts proves that it bites. Names of folders are the business of
 * tools/check/house-rules.ts, because a folder that nobody imports has no edge to forbid.
 */

/** One lib's only door, e.g. entry('contracts|calendar'). */
const entry = (libs) => `^libs/(${libs})/src/index\\.ts$`;
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`;
const spec = '\\.spec\\.ts$';
/** What never runs in production: tests, what serves them, what starts servers for developers, the client. */
const testCode = [spec, '^(apps|libs)/[^/]+/test/', '^libs/(testing|local-servers|sdk)/'];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  {
    name: 'no-circular',
    comment:
      'Two files that import each other, types included, are one file or need a third; a cycle also makes injection order a matter of luck.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unresolvable',
    comment:
      'An import that leads nowhere would escape every other rule, so it is an error of its own.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-undeclared-dependencies',
    comment:
      'A package used must be named in package.json; one that is there by hoisting alone is gone after the next update.',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-dev-dependencies-in-production',
    comment:
      'A container is installed with --omit=dev: what production code imports belongs in dependencies.',
    severity: 'error',
    from: { path: '^(apps|libs)/', pathNot: testCode },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
  },
  {
    name: 'no-test-code-in-production',
    comment:
      'Fakes, factories and specs serve tests; production code that needs one is missing a design.',
    severity: 'error',
    from: { path: '^(apps|libs)/', pathNot: testCode },
    to: { path: [spec, '^(apps|libs)/[^/]+/test/', '^libs/(testing|sdk)/'] },
  },
  {
    name: 'local-servers-for-tools-and-tests',
    comment:
      'Starting PostgreSQL and Redis is for developer commands and test set-up; a service is given addresses.',
    severity: 'error',
    from: { pathNot: '^(tools/|libs/(testing|local-servers)/|test/setup/)' },
    to: { path: '^libs/local-servers/' },
  },
  {
    name: 'apps-never-import-apps',
    comment:
      'Services are deployed apart: they meet over HTTP and the queue, and share only what libs/contracts says.',
    severity: 'error',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'apps-never-import-tools',
    comment:
      'Developer commands and journeys stand above the services and are not deployed; what both need is a lib.',
    severity: 'error',
    from: { path: '^apps/' },
    to: { path: '^(tools|test)/' },
  },
  {
    name: 'libs-never-import-upwards',
    comment:
      'A lib serves all services alike, so it can know none of them, nor the tools and journeys.',
    severity: 'error',
    from: { path: '^libs/' },
    to: { path: '^(apps|tools|test)/' },
  },
  {
    name: 'libs-by-their-name',
    comment:
      'A lib has one door, `#libs/<name>`; its other files may change without asking, and a relative path goes around the door.',
    severity: 'error',
    from: { path: '^((apps|libs)/[^/]+|tools|test)/' },
    to: { path: '^libs/', pathNot: '^$1/', dependencyTypesNot: ['aliased-subpath-import'] },
  },
  {
    name: 'contracts-import-only-zod',
    comment:
      'Contracts are what the services agree on: pure, loadable anywhere, and so without anything of ours, of Nest or of Node.',
    severity: 'error',
    from: { path: '^libs/contracts/', pathNot: spec },
    to: { pathNot: ['^libs/contracts/', npm('zod')] },
  },
  {
    name: 'calendar-imports-nothing-of-ours',
    comment:
      'Months, quarters and cut-offs are arithmetic; every policy leans on them, so they lean on nobody.',
    severity: 'error',
    from: { path: '^libs/calendar/' },
    to: { path: '^(apps|libs|tools|test)/', pathNot: '^libs/calendar/' },
  },
  {
    name: 'no-barrels-in-apps',
    comment:
      'An index.ts hides who needs what and ties the rooms of an app into one import cycle; import the file that has the thing.',
    severity: 'error',
    from: {},
    to: { path: '^apps/.+/index\\.ts$' },
  },
  {
    name: 'controllers-ask-services',
    comment:
      'A controller says who, what and which status, then makes one call; past the service it would skip the check of whose record it is.',
    severity: 'error',
    from: { path: '\\.controller\\.ts$' },
    to: { path: '\\.(repository|entity)\\.ts$' },
  },
  {
    name: 'policies-are-pure',
    comment:
      'A policy decides from what it is given, so that a test needs no server and a score replays: other policies, errors and plain files of a room, contracts and calendar, no more.',
    severity: 'error',
    from: { path: '\\.policy\\.ts$' },
    to: {
      pathNot: [
        '\\.(policy|errors)\\.ts$',
        '^apps/[^/]+/src/[^/]+/[^/.]+\\.ts$',
        '^libs/[^/]+/src/(?!index\\.ts$)[^/.]+\\.ts$',
        entry('contracts|calendar'),
      ],
    },
  },
  {
    name: 'entities-know-only-the-table',
    comment:
      'An entity is a row; with services, DTOs or other entities in it the table cannot be read, or moved, alone.',
    severity: 'error',
    from: { path: '\\.entity\\.ts$' },
    to: { pathNot: [npm('typeorm'), entry('contracts')] },
  },
  {
    name: 'dtos-know-no-services',
    comment: 'A DTO is a shape on the wire; it is filled by a mapper and fetches nothing itself.',
    severity: 'error',
    from: { path: '\\.dto\\.ts$' },
    to: { path: '\\.(service|repository)\\.ts$' },
  },
  {
    name: 'migrations-stand-alone',
    comment:
      'A migration must do next year what it does today: it may use TypeORM and the SQL that libs keep for it, never code that moves on.',
    severity: 'error',
    from: { path: '^apps/[^/]+/src/migrations/' },
    to: { pathNot: [npm('typeorm'), entry('directory|messaging|database')] },
  },
];

export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(tools/check/fixtures|dist|coverage)/' },
    // Types count as imports: a cycle of types is a cycle in the reader's head.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // `source` leads `#libs/*` to libs/*/src rather than to the last build.
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
