/**
 * All simulations at once, again and again, at one running product: people on the floor, buyers in the shop, people who
 * write to one another, other systems that are exchanged with. Every one of them holds, no answer is a 500, and the
 * memory of the product stays what it came to in the first third of the time. Ends `N passed, N failed`.
 *
 *   VERSTAK_URL=http://localhost:3000 VERSTAK_USER=admin VERSTAK_PASSWORD=… [SIMULATE_MINUTES=30] npm run simulate:all
 *
 * What makes one of them smaller or larger is passed on (`SIMULATE_PEOPLE`, `SIMULATE_BUYERS` …), `WATCH_URL` too, which
 * is another process on the same database and is watched as well. With less than nine minutes memory is told, and not judged.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { Checks } from './checks.ts';
import { ProcessFigures } from './process-figures.ts';
import { run, WorkshopApi } from './workshop-api.ts';

const SIMULATIONS = ['floor', 'shop', 'chat', 'connections'] as const;
const SAMPLE_MS = 15_000;
/** The compiler and the caches have come to rest by a third of this. */
const LEAST_JUDGED_MS = 9 * 60_000;
/** More than the last third has of the first is a leak. */
const MOST_GROWTH = 1.15;

const { VERSTAK_URL = 'http://localhost:3000', WATCH_URL, SIMULATE_MINUTES = '30' } = process.env;

await run(async () => {
  const admin = WorkshopApi.ofEnvironment();
  const checks = new Checks();
  const processes = [VERSTAK_URL, ...(WATCH_URL ? [WATCH_URL] : [])].map((url) => new ProcessFigures(admin.at(url)));
  for (const one of processes) await one.read();
  const [begun, length] = [Date.now(), Number(SIMULATE_MINUTES) * 60_000];
  const isOver = (): boolean => Date.now() - begun >= length;
  const rounds = Promise.all(SIMULATIONS.map((name) => repeat(name, isOver, checks)));
  const [told] = await Promise.all([rounds, watch(processes, isOver)]);
  for (const one of told) process.stdout.write(`${one}\n`);
  for (const [index, one] of processes.entries()) {
    await one.read();
    checks.equal(`answers with 500 of process ${index + 1}`, one.failures(), []);
    const { first, last } = one.thirds();
    process.stdout.write(
      `process ${index + 1}: ${one.answers()} answers; ${inMegabytes(first)} in the first third, ${inMegabytes(last)} in the last\n`,
    );
    if (length >= LEAST_JUDGED_MS) checks.holds('memory stays what it is', last <= first * MOST_GROWTH);
  }
  checks.end();
});

/** Runs one simulation until the time is over, at least once; says how often. */
async function repeat(name: string, isOver: () => boolean, checks: Checks): Promise<string> {
  let times = 0;
  let passed = 0;
  do {
    const said = await simulate(name);
    const [, held = '0', failed = ''] = /(\d+) passed, (\d+) failed\s*$/.exec(said) ?? [];
    checks.holds(`simulate:${name}\n${said}`, failed === '0');
    passed += Number(held);
    times += 1;
  } while (!isOver());
  return `simulate:${name}: ${times} times, ${passed} checks`;
}

/** What a simulation prints, its faults too. */
async function simulate(name: string): Promise<string> {
  const program = fileURLToPath(new URL(`simulate-${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', program], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return said;
}

async function watch(processes: readonly ProcessFigures[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await pause(SAMPLE_MS);
    for (const one of processes) await one.read();
  }
}

function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
