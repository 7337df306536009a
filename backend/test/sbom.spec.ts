import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'verstak-sbom-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Sbom {
  metadata: { component: { 'bom-ref': string } };
  components: { 'bom-ref': string; name: string; version: string; licenses?: object[] }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

function list(...args: string[]): { code: number | null; errors: string } {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/sbom.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { code: status, errors: stderr };
}

const written = (): Sbom => JSON.parse(readFileSync(join(root, 'tmp/sbom.cdx.json'), 'utf8')) as Sbom;

describe('the list of what is shipped', () => {
  it('holds what the backend runs on and what the console is built of, and nothing of the tools', () => {
    expect(list()).toEqual({ code: 0, errors: '' });
    const names = written().components.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['fastify', 'sharp', 'lmdb', '@angular/core', '@angular/material', 'echarts', 'zrender']),
    );
    for (const tool of ['jest', 'eslint', 'nx', '@playwright/test']) expect(names).not.toContain(tool);
  });

  it.each<[string, object[] | undefined]>([
    ['GPL-3.0-only', [{ license: { id: 'GPL-3.0-only' } }]],
    ['MIT AND LGPL-3.0-or-later', [{ expression: '(MIT AND LGPL-3.0-or-later)' }]],
    ['no licence', undefined],
  ])('is refused where a package comes under %s', (licence, licenses) => {
    list();
    const sbom = written();
    const one = sbom.components.find(({ name }) => name === 'fastify');
    if (one) one.licenses = licenses ?? [];
    const file = join(folder, 'sbom.json');
    writeFileSync(file, JSON.stringify(sbom));
    const { code, errors } = list(file);
    expect([code, errors]).toEqual([
      1,
      `fastify ${one?.version}: ${licence.startsWith('MIT') ? `(${licence})` : licence} is none of those allowed (scripts/sbom.mjs)\n`,
    ]);
  });

  it('takes a package that leaves the choice of a licence that is allowed', () => {
    list();
    const sbom = written();
    const one = sbom.components.find(({ name }) => name === 'fastify');
    if (one) one.licenses = [{ expression: '(MIT OR GPL-3.0-only)' }];
    const file = join(folder, 'choice.json');
    writeFileSync(file, JSON.stringify(sbom));
    expect(list(file).code).toBe(0);
  });
});
