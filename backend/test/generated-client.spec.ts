import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ADMIN_PASSWORD, TestWorkshop } from './harness.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Inside of the project, where the client finds its library. */
const folder = join(root, 'tmp', 'generated-client');
const call = promisify(execFile);
const tool = (name: string, ...args: string[]): ReturnType<typeof call> =>
  call(join(root, 'node_modules/.bin', name), args, { cwd: folder });

let workshop: TestWorkshop;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  await mkdir(folder, { recursive: true });
});

afterAll(() => workshop.close());

const TYPES = { extends: '../../tsconfig.base.json', compilerOptions: { skipLibCheck: false }, include: ['.'] };

it("a client made by another tool compiles and does a day's work", async () => {
  const { text } = await workshop.nobody.get('/api/openapi.json');
  await writeFile(join(folder, 'openapi.json'), text);
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(TYPES));
  await copyFile(join(root, 'backend/test/generated-client/day-of-work.mts'), join(folder, 'day-of-work.mts'));
  await tool('openapi-typescript', 'openapi.json', '--output', 'schema.d.ts');
  await tool('tsc', '--project', '.');
  const { stdout } = await call(process.execPath, ['--no-warnings', 'day-of-work.mts'], {
    cwd: folder,
    env: { VERSTAK_URL: workshop.url, VERSTAK_USER: 'admin', VERSTAK_PASSWORD: ADMIN_PASSWORD },
  });
  expect(JSON.parse(stdout)).toEqual({
    amended: 'В коробке',
    late: [409, 'conflict.version', [{ field: 'note', theirs: 'В коробке', yours: 'Без коробки' }]],
    paid: 100_000,
    found: [[true, 'delivered']],
    balance: 200_000,
    actions: ['status', 'status', 'payment', 'changed', 'created'],
    unknown: [404, 'not_found'],
    s2: [['Кружка с гравировкой', '3000.00', 'Completed']],
  });
}, 120_000);
