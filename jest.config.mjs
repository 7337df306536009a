import { readFileSync } from 'node:fs';

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
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
    transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
    testMatch: ['<rootDir>/(src|test)/**/*.spec.ts'],
  };
}

export default {
  projects: [node('domain', 'libs/domain'), node('embedded-mongo', 'libs/embedded-mongo'), node('backend', 'backend')],
};
