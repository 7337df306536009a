import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const within = (folder: string, end: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(end))
    .map((file) => join(folder, file));

const DOCUMENTS = ['README.md', 'README.ru.md', ...within('docs', '.md')];
const SPECS = ['backend/src', 'backend/test', 'frontend/src', 'frontend/e2e', 'libs/domain/src']
  .concat(['libs/embedded-mongo/src', 'libs/embedded-mongo/test'])
  .flatMap((folder) => within(folder, '.spec.ts'));

/** The name by which GitHub and others link to a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
const anchorsIn = (file: string): string[] =>
  [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

describe.each(DOCUMENTS)('%s', (document) => {
  it('links to what is there', () => {
    const links = [...read(document).matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]+))?\)|src="([^"]+)"/g)];
    const broken = links.filter(([, path, anchor, picture]) => {
      const target = path || picture ? join(dirname(document), path || (picture ?? '')) : document;
      return !existsSync(join(root, target)) || (anchor && !anchorsIn(target).includes(anchor));
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  it('names commands that npm knows', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(document).matchAll(/npm run ([\w:-]*\w)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

it('every test that a promise names is there', () => {
  const named = [...read('docs/promises.md').matchAll(/`([\w./*-]+\.spec\.ts)`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(50);
  const isThere = (name: string): boolean => {
    const [folder = '', end = ''] = name.split('*');
    return SPECS.some((spec) => (end ? spec.includes(folder) : `/${spec}`.endsWith(`/${name}`)));
  };
  expect(named.filter((name) => !isThere(name))).toEqual([]);
});

it('the two readmes lead to one another in their first line, and have the same chapters and pictures', () => {
  const [english, russian] = [read('README.md'), read('README.ru.md')];
  expect([english.split('\n', 1)[0], russian.split('\n', 1)[0]]).toEqual([
    '[По-русски](README.ru.md)',
    '[In English](README.md)',
  ]);
  const shape = (text: string): string[] => text.match(/^(## |!\[|```mermaid|```sh|<img|\d\. )/gm) ?? [];
  expect(shape(russian)).toEqual(shape(english));
});
