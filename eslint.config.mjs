import tseslint from 'typescript-eslint';
import { noRest } from './test/checks/closed-sets.mjs';
import { closedSets } from './test/checks/closed-sets-list.mjs';
import { nothingFound } from './test/checks/nothing-found.mjs';

/** Where more than one way would do, the one that is taken here; `test/checks/DESIGN.md` says why. */
const accentSyntax = [
  {
    selector: "ImportSpecifier[importKind='type']",
    message: 'Types are imported apart: import type { … }.',
  },
  {
    selector: 'ExportNamedDeclaration[source=null] > ExportSpecifier',
    message: 'What is exported says so where it stands.',
  },
  {
    selector: 'ObjectExpression > Property[method=true]',
    message: 'A function in an object is a property: name: () => ….',
  },
];

const clockSyntax = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take the clock as a parameter.',
  },
];

const accentRules = {
  'arrow-body-style': 'error',
  eqeqeq: 'error',
  'func-style': ['error', 'expression'],
  'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
  'object-shorthand': ['error', 'properties'],
  'prefer-arrow-callback': 'error',
  '@typescript-eslint/array-type': 'error',
  '@typescript-eslint/consistent-type-definitions': 'error',
  '@typescript-eslint/method-signature-style': 'error',
  '@typescript-eslint/naming-convention': [
    'error',
    { selector: 'variable', modifiers: ['destructured'], format: null },
    {
      selector: 'variable',
      // snake_case is what goes out to the wire as it is named.
      format: ['camelCase', 'PascalCase', 'snake_case'],
      custom: { regex: '^[A-Z][A-Z0-9_]+$', match: false },
    },
    { selector: 'typeLike', format: ['PascalCase'] },
  ],
  '@typescript-eslint/no-use-before-define': 'error',
};

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'cdk.out', '.data', 'coverage', '**/*.mjs', '**/*.cjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-params': ['error', 3],
    },
  },
  { files: ['test/**/*.ts'], rules: { 'max-lines': ['error', 500] } },
  {
    files: ['**/*.ts'],
    rules: { ...accentRules, 'no-restricted-syntax': ['error', ...accentSyntax] },
  },
  {
    files: ['functions/**/*.ts', 'infra/**/*.ts'],
    plugins: { 'closed-sets': { rules: { 'no-rest': noRest } } },
    rules: {
      'closed-sets/no-rest': ['error', { root: import.meta.dirname, sets: closedSets }],
    },
  },
  {
    files: ['**/*.ts'],
    plugins: { 'nothing-found': { rules: { word: nothingFound } } },
    rules: { 'nothing-found/word': ['error', { nothing: 'null' }] },
  },
  {
    // A test's own search, whose answer nobody declared, is judged where it is found.
    files: ['test/**/*.ts'],
    rules: { 'nothing-found/word': ['error', { nothing: 'null', declared: true }] },
  },
  {
    // Null is a value of JSON in the emulators and in what plays their part.
    files: ['infra/emulators/**/*.ts'],
    rules: { 'nothing-found/word': ['error', { nothing: 'undefined' }] },
  },
  {
    files: [
      'test/infra/emulators/**/*.ts',
      'test/conformance/**/*.ts',
      'test/support/emulators/**/*.ts',
    ],
    rules: { 'nothing-found/word': ['error', { nothing: 'undefined', declared: true }] },
  },
  {
    files: ['functions/domain/**/*.ts', 'functions/application/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'console', 'setTimeout', 'fetch'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the clock as a parameter.' },
        { object: 'Math', property: 'random', message: 'Take randomness as a parameter.' },
      ],
      'no-restricted-syntax': ['error', ...accentSyntax, ...clockSyntax],
    },
  },
);
