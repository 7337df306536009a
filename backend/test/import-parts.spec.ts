import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_IMPORT_BYTES, MOST_IMPORT_ROWS } from '@verstak/domain';
import fc from 'fast-check';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ADMIN_PASSWORD, TestWorkshop } from './harness.js';
import { forests, rowsOf, TABLE_SHAPES, tableOf, type TreeRow } from './tree-tables.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const HEADER = 'Уровень;Обозначение;Наименование;Кол-во;Маршрут';

let workshop: TestWorkshop;
let folder: string;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  folder = await mkdtemp(join(tmpdir(), 'verstak-import-'));
});
afterAll(async () => {
  await workshop.close();
  await rm(folder, { recursive: true, force: true });
});

/** What `npm run import:parts` prints last and ends with. */
async function run(file: string, ...flags: string[]): Promise<{ code: number; told: unknown }> {
  const account = { VERSTAK_URL: workshop.url, VERSTAK_USER: 'admin', VERSTAK_PASSWORD: ADMIN_PASSWORD };
  const program = ['--no-warnings', 'backend/scripts/import-parts.ts', file, ...flags];
  const env = { ...process.env, NODE_OPTIONS: '', ...account };
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, program, { cwd: root, env }, (_error, stdout, stderr) => {
      const [line = ''] = stdout.trimEnd().split('\n').slice(-1);
      if (!line) return reject(new Error(stderr));
      resolve({ code: child.exitCode ?? -1, told: JSON.parse(line) });
    });
  });
}

async function runOn(content: string | Buffer, name = 'parts.csv', ...flags: string[]): ReturnType<typeof run> {
  await writeFile(join(folder, name), content);
  return run(join(folder, name), ...flags);
}

const written = async (): Promise<Record<string, number>> => ({
  parts: await workshop.connection.collection('parts').countDocuments(),
  routes: await workshop.connection.collection('routes').countDocuments(),
});

describe('the program that imports parts', () => {
  it('makes them with the routes that are missing, and tells how many there are', async () => {
    const rows = ['1;В-1;Вал;1;Токарный', '2;В-2;Втулка;2,5;токарный', '1;С-1;Стол;1;'];
    const whole = { parts: 3, roots: 2, depth: 2, faults: [] };
    const without = await runOn([HEADER, ...rows].join('\n'));
    expect([without.code, without.told]).toMatchObject([1, { parts: 0, faults: [{ row: 2 }, { row: 3 }] }]);
    expect(await runOn([HEADER, ...rows].join('\n'), 'parts.csv', '--create-routes')).toEqual({ code: 0, told: whole });
    expect(await written()).toEqual({ parts: 3, routes: 1 });
  });

  it.each([
    ['level_skipped', 4, 'Уровень', '3;А;Ось;1;'],
    ['duplicate_designation', 4, 'Обозначение', '1;В-1;Ось;1;'],
    ['not_a_number', 4, 'Кол-во', '1;А;Ось;две;'],
    ['out_of_range', 4, 'Кол-во', '1;А;Ось;0;'],
    ['required', 4, 'Наименование', '1;А;;1;'],
    ['unknown_route', 4, 'Маршрут', `1;А;Ось;1;${'Долгий '.repeat(13)}`],
  ])('writes no part and no route where something is wrong: %s', async (code, row, column, line) => {
    const before = await written();
    const fits = ['1;В-1;Вал;1;', '1;В-2;Втулка;1;Новый'];
    const { code: ended, told } = await runOn([HEADER, ...fits, line].join('\n'), 'parts.csv', '--create-routes');
    const missing = { row: 3, column: 'Маршрут', code: 'unknown_route' };
    expect([ended, told]).toEqual([1, { parts: 0, roots: 0, depth: 0, faults: [missing, { row, column, code }] }]);
    expect(await written()).toEqual(before);
  });

  it.each([
    ['unknown_parent', 3, ['А;Вал;1;', 'Б;Ось;1;В']],
    ['cycle', 2, ['А;Вал;1;Б', 'Б;Ось;1;А']],
  ])('names what belongs nowhere: %s', async (code, row, rows) => {
    const { told } = await runOn(['Обозначение;Наименование;Кол-во;Куда входит', ...rows].join('\n'));
    expect(told).toMatchObject({ parts: 0, faults: [{ row, column: 'Куда входит', code }] });
  });

  const rowsBeyond = `Наименование;Кол-во\n${'Болт;1\n'.repeat(MOST_IMPORT_ROWS + 1)}`;
  it.each([
    ['an empty one', 'a.csv', ''],
    ['one of another kind', 'a.pdf', '%PDF-1.7'],
    ['a damaged one', 'a.xlsx', 'PK'],
    ['one of more rows than are imported', 'a.csv', rowsBeyond],
    ['one that is larger than any', 'a.csv', Buffer.alloc(MAX_IMPORT_BYTES + 1, 'a')],
  ])('says of %s that it cannot be read', async (_name, file, content) => {
    const faults = [{ row: 0, column: '', code: 'unreadable_file' }];
    expect(await runOn(content, file)).toEqual({ code: 1, told: { parts: 0, roots: 0, depth: 0, faults } });
  });
});

describe('a random tree', () => {
  it.each(TABLE_SHAPES)('written by %s becomes the same tree of parts', async (shape) => {
    await fc.assert(
      fc.asyncProperty(forests, async (forest) => {
        await workshop.connection.collection('parts').deleteMany({});
        const rows = rowsOf(forest);
        const [name, content] = await tableOf(shape, rows);
        const roots = rows.filter((row) => row.depth === 0).length;
        const depth = Math.max(...rows.map((row) => row.depth)) + 1;
        expect((await runOn(content, name)).told).toEqual({ parts: rows.length, roots, depth, faults: [] });
        expect(await treeOfParts()).toEqual(rows.map(({ title, parent }) => [title, parent]).sort());
      }),
      { numRuns: 4 },
    );
  });
});

/** Every part with the one that it belongs to. */
async function treeOfParts(): Promise<[string, TreeRow['parent']][]> {
  const parts = await workshop.connection.collection('parts').find().toArray();
  const titles = new Map(parts.map(({ _id, title }) => [String(_id), String(title)]));
  return parts
    .map(({ title, parentId }): [string, string] => [String(title), titles.get(String(parentId)) ?? ''])
    .sort();
}
