import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const tests = [
  '**/*.spec.ts',
  '**/*.journey.ts',
  '**/*.fault.ts',
  'apps/*/test/**',
  'libs/*/test/**',
  'test/**',
  'libs/testing/**',
];

/** What the core of ESLint finds and TypeScript does not. */
const suspicious = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-async-promise-executor': 'error',
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-empty': 'error',
  'no-fallthrough': 'error',
  'no-implicit-coercion': 'error',
  'no-misleading-character-class': 'error',
  'no-param-reassign': 'error',
  'no-self-compare': 'error',
  'no-unsafe-finally': 'error',
  'no-useless-catch': 'error',
};

/** The environment is read once, in libs/config; everywhere else it is a parameter. */
const environment = {
  property: {
    object: 'process',
    property: 'env',
    message: 'Read the environment through libs/config.',
  },
  imports: ['node:process', 'process'].map((name) => ({
    name,
    importNames: ['env'],
    message: 'Read the environment through libs/config.',
  })),
};

/** Below the controllers errors are named by meaning; one filter gives them their HTTP status. */
const httpErrors = {
  group: ['@nestjs/common'],
  importNamePattern: 'Exception$',
  message: 'Throw an error of the room (<feature>.errors.ts); the problem filter knows its status.',
};

/** A POST that takes no keys would do twice what was asked for once. */
const keyless = {
  name: '@nestjs/common',
  importNames: ['Post'],
  message: 'Post of libs/http takes an Idempotency-Key.',
};

export default defineConfig(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/coverage/',
      '.wutai/',
      'libs/sdk/src/schema.ts',
      'tools/check/fixtures/',
    ],
  },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' },
    rules: {
      ...suspicious,
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true }],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-exports': 'error',
      // Knows that emitDecoratorMetadata needs the classes that Nest injects as values.
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/explicit-module-boundary-types': [
        'error',
        { allowArgumentsExplicitlyTypedAsAny: true },
      ],
      '@typescript-eslint/max-params': ['error', { max: 6 }],
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-shadow': 'error',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-useless-constructor': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      // `async` without `await` turns a throw into a rejection, which is what a port promises.
      '@typescript-eslint/require-await': 'off',
      // Inside try, a promise returned without await has left the transaction when it fails.
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      // A new state must be thought about wherever states are told apart.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true },
      ],
      'no-restricted-imports': ['error', { paths: [...environment.imports, keyless] }],
      'no-restricted-properties': ['error', environment.property],
    },
  },
  {
    files: ['{apps,libs}/**/*.{service,repository,read-model,policy,errors,subscriber}.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [...environment.imports, keyless], patterns: [httpErrors] },
      ],
    },
  },
  {
    files: [
      'libs/config/**',
      'libs/http/src/answers.decorators.ts',
      'libs/testing/**',
      'test/setup/**',
      'tools/**',
    ],
    rules: { 'no-restricted-imports': 'off', 'no-restricted-properties': 'off' },
  },
  { files: ['tools/**'], rules: { 'no-console': 'off' } },
  {
    files: tests,
    rules: {
      'max-lines': ['error', { max: 500, skipBlankLines: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      // expect.any() and its like are typed `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  { files: ['apps/*/src/migrations/**'], rules: { 'max-lines': 'off' } },
);
