import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startServer, type RunningServer } from '@verstak/embedded-mongo';
import { MongoClient, type Db } from 'mongodb';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApplication } from '../src/application.js';
import { Config } from '../src/platform/config/config.module.js';
import { readEnvironment } from '../src/platform/config/environment.js';
import { JournalChecks } from '../src/platform/journal/journal-checks.js';
import { JournalReaders } from '../src/platform/journal/journal-readers.js';
import { Product } from './product.js';

/** Its journal was sealed before there was a key. */
const FORMER = fileURLToPath(new URL('folders/0.1.0', import.meta.url));
const KEY = 'the key of a workshop, long enough to be one';
const OTHER = 'another key, which is just as long as the first';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verstak-key-'));
  await cp(FORMER, folder, { recursive: true });
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

describe('the journal of a former version', () => {
  let server: RunningServer;
  let client: MongoClient;
  let db: Db;
  let app: NestFastifyApplication;

  beforeEach(async () => {
    server = await startServer({ dataDir: join(folder, 'database') });
    client = new MongoClient(server.uri);
    db = client.db('verstak');
    const config = new Config(readEnvironment({ LOG_LEVEL: 'fatal' }), 'a secret of the tests, long', server.uri, KEY);
    app = await createApplication(config);
    await app.init();
    while (await db.collection('journal').countDocuments({ position: null })) await app.get(JournalReaders).caughtUp();
  });
  afterEach(async () => {
    await app.close();
    await client.close();
    await server.close();
  });

  it('verifies as before, and is keyed from its end on', async () => {
    const former = (await db.collection('journal').find().sort({ position: -1 }).toArray()).length;
    const { isIntact, entries, keyedFrom, faults } = await app.get(JournalChecks).run();
    expect([isIntact, entries, faults]).toEqual([true, former, []]);
    expect(keyedFrom).toBeGreaterThan(50);
  });

  it('cannot be hashed anew before the place where the key begins', async () => {
    const { keyedFrom } = await app.get(JournalChecks).run();
    const journal = db.collection('journal');
    let { hash } = (await journal.findOne({ position: keyedFrom - 3 })) as unknown as { hash: string };
    for (let position = keyedFrom - 2; position < keyedFrom; position += 1) {
      const entry = await journal.findOne({ position });
      const { _id, at, entity, entityId, action, entityVersion, changes, number = null, requestId } = entry as never;
      const actor = { name: 'Некто', via: 'console' };
      const said = [
        hash,
        position,
        _id,
        at,
        actor,
        entity,
        entityId,
        action,
        entityVersion,
        changes,
        number,
        requestId,
      ];
      hash = createHash('sha256').update(JSON.stringify(said)).digest('hex');
      await journal.updateOne({ position }, { $set: { actor, hash } });
    }
    expect((await app.get(JournalChecks).run()).faults).toEqual([{ kind: 'changed', position: keyedFrom - 1 }]);
    // Nor can that place be moved: its record is signed.
    await db.collection('journalHead').updateOne({}, { $set: { keyedAfter: hash } });
    expect((await app.get(JournalChecks).run()).faults).toContainEqual({ kind: 'head' });
  });
});

describe('a process with another key than the journal was sealed with', () => {
  const variables = (): Record<string, string> => ({ DATA_DIR: folder, LOG_LEVEL: 'fatal' });

  it.each(['as a variable', 'as a file'])('does not start, and says in one line why and what to do: %s', async (as) => {
    const first = new Product(variables());
    await first.ready();
    first.signal('SIGTERM');
    await first.ended;
    const file = join(folder, 'secrets/journal');
    expect((await readFile(file, 'utf8')).trim()).toHaveLength(64);
    if (as === 'as a file') await writeFile(file, `${OTHER}\n`);
    const { output, code } = await new Product({
      ...variables(),
      ...(as === 'as a variable' ? { JOURNAL_KEY: OTHER } : {}),
    }).ended;
    expect(output).toMatch(/^JOURNAL_KEY: .*sealed with another key: [^\n]*secrets\/journal[^\n]*\n$/);
    expect(output).not.toContain(OTHER);
    expect(code).toBe(1);
  });
});
