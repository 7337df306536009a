import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { EJSON } from 'bson';
import { MongoClient } from 'mongodb';
import { startServer } from '@verstak/embedded-mongo';
import { execute } from './execute.ts';
import type { Json } from './match.ts';
import { whyNot } from './skips.ts';

/**
 * Runs MongoDB's unified tests through the official driver:
 * `node libs/embedded-mongo/conformance/run.ts --specs FOLDER [--only crud/] [--match TEXT] [--uri URI]`
 * where FOLDER is `source` of a copy of github.com/mongodb/specifications. Every folder with tests is opened.
 */
const { values: flags } = parseArgs({
  options: {
    specs: { type: 'string' },
    only: { type: 'string' },
    match: { type: 'string' },
    uri: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});
if (flags.specs === undefined) throw new Error('--specs FOLDER is missing');
const specs = flags.specs;
const LIMIT = 20_000;

/** What became of the tests of a folder: those that do not apply are counted by the reason. */
interface Outcome {
  passed: number;
  readonly failed: string[];
  readonly inapplicable: Map<string, number>;
}

const none = (): Outcome => ({ passed: 0, failed: [], inapplicable: new Map() });
const sum = (counts: Map<string, number>): number => [...counts.values()].reduce((total, count) => total + count, 0);

function setAside(outcome: Outcome, reason: string, count = 1): void {
  outcome.inapplicable.set(reason, (outcome.inapplicable.get(reason) ?? 0) + count);
}

/** Paths of all tests, by the folder of the specification that they are of. */
function testsByFolder(): Map<string, string[]> {
  const paths = readdirSync(specs, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[^/]+\/tests\/.*(?<!\/\.[^/]*)\.json$/.test(path))
    .filter((path) => flags.only === undefined || path.includes(flags.only));
  return Map.groupBy(paths.sort(), (path) => path.split('/')[0]!);
}

async function runFile(path: string, uri: string, admin: MongoClient, outcome: Outcome): Promise<void> {
  const spec = EJSON.parse(readFileSync(join(specs, path), 'utf8')) as Json;
  const tests = Array.isArray(spec.tests) ? (spec.tests as Json[]) : [];
  if (spec.schemaVersion === undefined)
    return setAside(
      outcome,
      'is in another format: what a driver does by itself, or encryption',
      Math.max(tests.length, 1),
    );
  if (path.startsWith('unified-test-format/tests/invalid/'))
    return setAside(outcome, 'is wrong by the schema of the format, which the runner does not check');
  for (const test of tests) {
    const name = `${path} › ${String(test.description)}`;
    if (flags.match !== undefined && !name.includes(flags.match)) continue;
    const reason = whyNot(spec, test, name);
    if (reason !== undefined) setAside(outcome, reason);
    else await runTest(spec, test, { name, uri, admin, outcome });
  }
}

interface Run {
  readonly name: string;
  readonly uri: string;
  readonly admin: MongoClient;
  readonly outcome: Outcome;
}

/** The format has tests that must fail, by which a runner shows that it can. */
async function runTest(spec: Json, test: Json, { name, uri, admin, outcome }: Run): Promise<void> {
  const mustFail = name.startsWith('unified-test-format/tests/valid-fail/');
  try {
    await withinLimit(execute(spec, test, uri, admin));
    if (mustFail) outcome.failed.push(`${name}: passed, but must fail`);
    else outcome.passed++;
  } catch (error) {
    if (mustFail) outcome.passed++;
    else outcome.failed.push(`${name}: ${(error as Error).message.split('\n')[0]}`);
    if (flags.verbose === true) console.error(error);
  }
}

function withinLimit<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${LIMIT / 1000} seconds`)), LIMIT);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

function told({ passed, failed, inapplicable }: Outcome): string {
  return `${passed} passed, ${failed.length} failed, ${sum(inapplicable)} not applicable`;
}

async function runAll(uri: string): Promise<Outcome> {
  const admin = await new MongoClient(uri).connect();
  const total = none();
  for (const [folder, paths] of testsByFolder()) {
    const outcome = none();
    for (const path of paths) await runFile(path, uri, admin, outcome);
    for (const line of outcome.failed) console.log(`FAILED ${line}`);
    console.log(`${folder}: ${told(outcome)}`);
    total.passed += outcome.passed;
    total.failed.push(...outcome.failed);
    for (const [reason, count] of outcome.inapplicable) setAside(total, reason, count);
  }
  await admin.close();
  return total;
}

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
const user = { name: 'tester', password: 'secret' };
const server =
  flags.uri === undefined ? await startServer({ dataDir: folder, port: 0, user, testCommands: true }) : undefined;
// As a replica set and not as a single server, for with that the driver leaves some fields out.
const total = await runAll(flags.uri ?? server!.uri.replace('&directConnection=true', ''));
await server?.close();
rmSync(folder, { recursive: true, force: true });
for (const [reason, count] of [...total.inapplicable].sort((a, b) => b[1] - a[1]))
  console.log(`not applicable ${count}: ${reason}`);
console.log(told(total));
process.exitCode = total.failed.length > 0 ? 1 : 0;
