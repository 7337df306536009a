import { readFileSync } from 'node:fs';
import angular from 'jest-preset-angular/presets/index.js';

const root = import.meta.dirname;

/** A Jest project whose TypeScript runs as ES modules, transpiled the way its own build does it. */
function node(name, folder) {
  const swc = JSON.parse(readFileSync(`${root}/${folder}/.swcrc`, 'utf8'));
  delete swc.exclude;
  return {
    displayName: name,
    rootDir: `${root}/${folder}`,
    testEnvironment: 'node',
    extensionsToTreatAsEsm: ['.ts'],
    // One library has a module beside its JSON, by the name of both.
    moduleNameMapper: { '^(\\.{1,2}/.*(?<!\\.json))\\.js$': '$1' },
    transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
    testMatch: ['<rootDir>/(src|test)/**/*.spec.ts'],
  };
}

/** The frontend's Jest project: Angular's own compiler, ES modules, a DOM without a browser. */
const frontend = {
  ...angular.createEsmPreset({ tsconfig: '<rootDir>/tsconfig.spec.json' }),
  displayName: 'frontend',
  rootDir: `${root}/frontend`,
  setupFilesAfterEnv: ['<rootDir>/src/test-setup.ts'],
  moduleNameMapper: {
    '^tslib$': 'tslib/tslib.es6.js',
    '^@verstak/domain$': `${root}/libs/domain/src/index.ts`,
    '^@verstak/api$': `${root}/libs/api-client/src/index.ts`,
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
};

export default {
  // A loaded machine is slow; a test that hangs is what this tells, never a slow one.
  testTimeout: 60_000,
  // A suite waits for its server half of the time; Jest by itself would leave one core to nobody.
  maxWorkers: '100%',
  // Each suite leaves modules behind; a process of many would outgrow its memory.
  workerIdleMemoryLimit: '1GB',
  projects: [
    node('domain', 'libs/domain'),
    node('embedded-mongo', 'libs/embedded-mongo'),
    { ...node('backend', 'backend'), testPathIgnorePatterns: ['<rootDir>/test/processes/'] },
    { ...node('processes', 'backend'), testMatch: ['<rootDir>/test/processes/*.spec.ts'] },
    frontend,
  ],
};
