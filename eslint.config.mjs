import angular from 'angular-eslint';
import tseslint from 'typescript-eslint';

const strict = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'TSEnumDeclaration', message: 'A constant tuple with the union type beside it serves better.' },
    {
      selector: "CallExpression[callee.object.name=/^(describe|it|test)$/][callee.property.name='only']",
      message: 'A focused test hides the others.',
    },
  ],
  eqeqeq: 'error',
  'no-console': 'error',
  'no-empty': 'error',
};

export default tseslint.config(
  { ignores: ['**/dist/', 'node_modules/', 'libs/api-client/src/', '**/*.mjs', '**/*.js', '.nx/', 'data/', 'tmp/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: strict,
  },
  {
    // Dependencies are injected by the classes that parameters are typed with, so their imports are values.
    files: ['backend/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['frontend/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: { '@angular-eslint/component-class-suffix': 'off', '@angular-eslint/directive-class-suffix': 'off' },
  },
  {
    files: ['frontend/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },
  {
    // Programs that speak to a terminal.
    files: ['**/cli.ts', '**/scripts/**', '**/bench/**', '**/conformance/**', '**/*.spec.ts', '**/e2e/**'],
    rules: { 'no-console': 'off' },
  },
);
