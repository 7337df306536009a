import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNNER = fileURLToPath(new URL('../conformance/run.ts', import.meta.url));

const entities = [
  { client: { id: 'client', observeEvents: ['commandStartedEvent'], uriOptions: { appname: 'shelf' } } },
  { database: { id: 'db', client: 'client', databaseName: 'test' } },
  { collection: { id: 'things', database: 'db', collectionName: 'things' } },
  { session: { id: 'session', client: 'client' } },
];
const find = (expected: unknown) => ({
  name: 'find',
  object: 'things',
  arguments: { filter: {} },
  expectResult: expected,
});
/** A transaction whose end meets another, which the server says may be tried again. */
const failingCommit = [
  {
    name: 'failPoint',
    object: 'testRunner',
    arguments: {
      client: 'client',
      failPoint: {
        configureFailPoint: 'failCommand',
        mode: { times: 1 },
        data: { failCommands: ['commitTransaction'], errorCode: 24 },
      },
    },
  },
  { name: 'startTransaction', object: 'session' },
  { name: 'insertOne', object: 'things', arguments: { session: 'session', document: { _id: 2 } } },
  {
    name: 'commitTransaction',
    object: 'session',
    expectError: { errorLabelsContain: ['TransientTransactionError'] },
  },
  {
    name: 'assertSessionTransactionState',
    object: 'testRunner',
    arguments: { session: 'session', state: 'committed' },
  },
];
const seesFind = [{ client: 'client', events: [{ commandStartedEvent: { command: { find: 'things' } } }] }];
const unified = (...tests: object[]) => ({
  schemaVersion: '1.0',
  createEntities: entities,
  initialData: [{ databaseName: 'test', collectionName: 'things', documents: [{ _id: 1 }] }],
  tests,
});

let specs: string;
function file(path: string, content: unknown): void {
  const full = join(specs, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, JSON.stringify(content));
}

describe('the runner of the unified tests', () => {
  beforeAll(() => void (specs = mkdtempSync(join(tmpdir(), 'em-specs-'))));
  afterAll(() => rmSync(specs, { recursive: true, force: true }));

  it('opens every folder, tells what fails, and counts what does not apply by its reason', () => {
    file(
      'shelf/tests/unified/things.json',
      unified(
        { description: 'gives what is there', operations: [find([{ _id: 1 }])], expectEvents: seesFind },
        { description: 'tries again', operations: failingCommit },
        { description: 'gives another', operations: [find([{ _id: 2 }])] },
        {
          description: 'sees no command',
          operations: [find([{ _id: 1 }])],
          expectEvents: [{ client: 'client', events: [] }],
        },
        { description: 'does not know', operations: [{ name: 'rearrange', object: 'things' }] },
        { description: 'on shards', runOnRequirements: [{ topologies: ['sharded'] }], operations: [find([])] },
        { description: 'watches', operations: [{ name: 'createChangeStream', object: 'things' }] },
      ),
    );
    file('parsing/tests/strings.json', { tests: [{ uri: 'mongodb://a' }, { uri: 'mongodb://b' }] });
    file(
      'unified-test-format/tests/valid-fail/things.json',
      unified(
        { description: 'must fail and does', operations: [find([])] },
        { description: 'must fail and does not', operations: [find([{ _id: 1 }])] },
      ),
    );
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--no-warnings', RUNNER, '--specs', specs], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toEqual([
      'parsing: 0 passed, 0 failed, 2 not applicable',
      expect.stringMatching(/^FAILED shelf.*gives another: .*expected 2, got 1/),
      expect.stringMatching(/^FAILED shelf.*sees no command: expected 0 events, got find/),
      expect.stringMatching(/^FAILED shelf.*does not know: the runner does not know the operation rearrange/),
      'shelf: 2 passed, 3 failed, 2 not applicable',
      expect.stringMatching(/^FAILED unified-test-format.*must fail and does not: passed, but must fail/),
      'unified-test-format: 1 passed, 1 failed, 0 not applicable',
      'not applicable 2: is in another format: what a driver does by itself, or encryption',
      'not applicable 1: asks for a single server, a sharded cluster or a load balancer',
      'not applicable 1: change streams are not served',
      '3 passed, 4 failed, 4 not applicable',
    ]);
    expect(status).toBe(1);
  });
});
