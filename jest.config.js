/**
 * Four tiers, each selectable by name (`npm run test:unit`, `test:service`, `test:journey`, `test:faults`):
 *   unit     beside the code, no servers: policies, fakes
 *   service  in a test/ folder: one service or lib alone, on real PostgreSQL and Redis
 *   journey  test/*.journey.ts: all services, through the gateway
 *   fault    test/faults/*.fault.ts: the build, as processes that are killed, on servers of their own that are too;
 *            not part of `npm test`, for it needs the build and takes its time
 * Only the service and journey tiers run the set-up that starts servers, so unit tests start none.
 *
 * Tests are ES modules: node needs --experimental-vm-modules. The set-up is loaded outside Jest's
 * module system, by tsx, and needs --conditions=source to find `#libs/*` in the sources. The scripts
 * in package.json say both.
 */

/** Keep this in step with tsconfig.json: Nest injects by the metadata that decorators emit. */
const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** @type {import('jest').Config} */
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: {
    // The source, as `tsc` sees it; without this line Jest would test the last build.
    '^#libs/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/(dist|\\.wutai)/'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/tools/check/fixtures/'],
};

const withServers = {
  globalSetup: '<rootDir>/test/setup/global-setup.js',
  globalTeardown: '<rootDir>/test/setup/global-teardown.js',
  // A test fails in which a service has answered what its document does not say.
  setupFilesAfterEnv: ['<rootDir>/test/setup/contract.ts'],
};

/** @type {import('jest').Config} */
export default {
  maxWorkers: 2,
  // For all tiers: Jest reads it here and ignores it in a project.
  testTimeout: 60_000,
  // A worker that has grown past this is replaced between files: VM modules are never freed.
  workerIdleMemoryLimit: '768MB',
  reporters: ['default', '<rootDir>/tools/ci/count-reporter.js'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/{apps,libs}/*/src/**/*.spec.ts',
        '<rootDir>/{tools,test/oracle}/**/*.spec.ts',
      ],
    },
    {
      ...shared,
      ...withServers,
      displayName: 'service',
      testMatch: ['<rootDir>/{apps,libs}/*/test/**/*.spec.ts'],
    },
    {
      ...shared,
      ...withServers,
      displayName: 'journey',
      testMatch: ['<rootDir>/test/**/*.journey.ts'],
    },
    {
      ...shared,
      displayName: 'fault',
      testMatch: ['<rootDir>/test/faults/*.fault.ts'],
    },
  ],
};
