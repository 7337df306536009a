import { MongoClient } from 'mongodb';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { databaseName } from '../platform/config/database-server.js';
import { withEmbeddedDatabase } from '../platform/config/embedded-database.js';
import { currencyCode, loadEnvironment, timeZoneName } from '../platform/config/environment.js';
import { journalKeyOf } from '../platform/config/secrets.js';
import { StoredData } from '../platform/records/stored-data.js';
import { JournalKey } from '../platform/journal/journal-key.js';
import { applyUpgrades } from '../upgrades/apply-upgrades.js';
import { moveTimeZone, setCurrency } from '../workshop/change-settings.js';
import type { WorkshopSettings } from '../workshop/workshop-settings.js';

const OPTIONS = { 'time-zone': { type: 'string' }, currency: { type: 'string' } } as const;
const USAGE = 'npm run workshop -- --time-zone Europe/Moscow, or --currency RUB before the first order';

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

/** Changes what the workshop counts in, in the database at this address. */
async function change(uri: string, journalKey: string, to: Partial<WorkshopSettings>): Promise<void> {
  await applyUpgrades(uri, { journalKey });
  const client = new MongoClient(uri);
  try {
    const data = new StoredData(client, client.db(databaseName(uri)), 'settings of the workshop', {
      key: new JournalKey({ journalKey }),
    });
    if (to.currency) await setCurrency(data, to.currency, tell);
    if (to.timeZone) await moveTimeZone(data, to.timeZone, tell);
  } finally {
    await client.close();
  }
}

try {
  const { values } = parseArgs({ options: OPTIONS });
  const { 'time-zone': zone, currency } = values;
  if (!zone && !currency) throw new Error(`What is to change? Example: ${USAGE}`);
  const to = { ...(zone && { timeZone: timeZoneName(zone) }), ...(currency && { currency: currencyCode(currency) }) };
  const environment = loadEnvironment();
  const { MONGODB_URI, DATA_DIR } = environment;
  const journalKey = await journalKeyOf(environment);
  if (MONGODB_URI) await change(MONGODB_URI, journalKey, to);
  else await withEmbeddedDatabase(resolve(DATA_DIR), (_, uri) => change(uri, journalKey, to));
} catch (error) {
  process.stderr.write(`Nothing was changed. ${(error as Error).message}\n`);
  process.exitCode = 1;
}
