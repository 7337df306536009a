import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startServer } from '@verstak/embedded-mongo';

/**
 * Runs Mongoose's own test suite against this server:
 * `node libs/embedded-mongo/conformance/mongoose.ts --mongoose FOLDER [--tests 'test/model.*.test.js']`
 * where FOLDER is a copy of github.com/Automattic/mongoose with its development dependencies installed.
 */
const { values: flags } = parseArgs({
  options: { mongoose: { type: 'string' }, tests: { type: 'string', multiple: true }, uri: { type: 'string' } },
});

/** What is knowingly not served, by the message of the refusal. */
const refusals: readonly (readonly [RegExp, string])[] = [
  [
    /Unknown index plugin '(2d|2dsphere)'|\$geo(Within|Intersects) is not supported|\$geoNear query/,
    'no geospatial indexes and operators',
  ],
  [/Unknown index plugin 'text'|text index required|text score/, 'no text indexes'],
  [/Unknown index plugin 'hashed'/, 'no hashed indexes'],
  [/\$changeStream stage is only supported/, 'no change streams'],
  [/timeseries is not supported|clusteredIndex is not supported/, 'no time series and clustered collections'],
  [/no globalScriptEngine/, 'no JavaScript in the server'],
];

interface Test {
  readonly fullTitle: string;
  readonly file: string;
  readonly err: { readonly message?: string };
}

interface Report {
  readonly stats: { readonly passes: number };
  readonly pending: readonly Test[];
  readonly failures: readonly Test[];
}

async function runMocha(folder: string, uri: string, output: string): Promise<Report> {
  const tests = flags.tests ?? ['test/*.test.js'];
  const args = [
    'node_modules/mocha/bin/mocha.js',
    '--reporter',
    'json',
    '--reporter-option',
    `output=${output}`,
    '--exit',
    '--timeout',
    '10000',
    ...tests,
  ];
  const address = new URL(uri);
  address.pathname = '/mongoose_test';
  const env = {
    ...process.env,
    MONGOOSE_TEST_URI: address.href,
    MONGOOSE_REPLSET_URI: address.href,
    START_REPLICA_SET: '1',
  };
  const mocha = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
  await new Promise((done) => mocha.once('exit', done));
  return JSON.parse(readFileSync(output, 'utf8')) as Report;
}

if (flags.mongoose === undefined) throw new Error('--mongoose FOLDER is missing');
const data = mkdtempSync(join(tmpdir(), 'mongoose-suite-'));
const server =
  flags.uri === undefined ? await startServer({ dataDir: join(data, 'db'), port: 0, expirySeconds: 1 }) : undefined;
const report = await runMocha(resolve(flags.mongoose), flags.uri ?? server!.uri, join(data, 'report.json'));
const skipped = new Map<string, number>();
const skip = (reason: string): void => void skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
for (const _test of report.pending) skip('the suite itself leaves it out here');
let failed = 0;
for (const { fullTitle, file, err } of report.failures) {
  const reason = refusals.find(([pattern]) => pattern.test(err.message ?? ''))?.[1];
  if (reason !== undefined) skip(reason);
  else {
    failed++;
    console.log(`FAILED ${basename(file)} › ${fullTitle}: ${(err.message ?? '').split('\n')[0]}`);
  }
}
for (const [reason, count] of [...skipped].sort((a, b) => b[1] - a[1])) console.log(`skipped ${count}: ${reason}`);
console.log(
  `${report.stats.passes} passed, ${failed} failed, ${[...skipped.values()].reduce((sum, count) => sum + count, 0)} skipped`,
);
await server?.close();
rmSync(data, { recursive: true });
process.exitCode = failed > 0 ? 1 : 0;
