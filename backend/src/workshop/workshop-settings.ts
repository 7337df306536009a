import { currencyDigits } from '@verstak/domain';
import { MongoClient, type Collection, type Db } from 'mongodb';
import { isDuplicateKey } from '../platform/database/duplicate-key.js';
import { databaseName } from '../platform/config/database-server.js';
import { fault, type Environment } from '../platform/config/environment.js';

/** What stored days and sums are counted in; it belongs to the data, not to the process. */
export interface WorkshopSettings {
  /** IANA. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
  /** Decimal places that stored minor units are of. */
  currencyDigits: number;
}

/** The document of the settings; while days are being moved, with the zone they are moved to. */
export interface StoredSettings extends Omit<WorkshopSettings, 'currencyDigits'> {
  _id: 'settings';
  currencyDigits?: number;
  movingTo?: string;
}

/** What a workshop counts in that was told nothing. */
const DEFAULTS = { timeZone: 'Europe/Moscow', currency: 'RUB' };
/** Decimal places of all sums before currencies had their own. */
const FORMER_DIGITS = 2;

/** The settings as they are stored. */
export function settingsOf(db: Db): Collection<StoredSettings> {
  return db.collection<StoredSettings>('workshop');
}

/**
 * The settings of a workshop: those of the environment at the first start, afterwards those of the data. Throws
 * `BadEnvironment` where the environment says something else, with the command that changes them.
 */
export async function settleWorkshop(uri: string, environment: Environment): Promise<WorkshopSettings> {
  const client = new MongoClient(uri);
  try {
    const told = { timeZone: environment.TIME_ZONE, currency: environment.CURRENCY };
    const stored = await firstSettings(client.db(databaseName(uri)), told);
    requireSettled(stored, environment);
    const { timeZone, currency, currencyDigits: digits } = stored;
    return { timeZone, currency, currencyDigits: digits };
  } finally {
    await client.close();
  }
}

/** Those of the data; where it has none yet, those that are told, whichever process is first. */
export async function firstSettings(
  db: Db,
  told: Pick<Partial<WorkshopSettings>, 'timeZone' | 'currency'>,
): Promise<StoredSettings & WorkshopSettings> {
  const settings = settingsOf(db);
  const known = await settings.findOne({ _id: 'settings' });
  if (known) return { ...known, currencyDigits: known.currencyDigits ?? FORMER_DIGITS };
  const { timeZone = DEFAULTS.timeZone, currency = DEFAULTS.currency } = told;
  // Sums that there are were counted in hundredths of whatever currency.
  const hasSums = await db.collection('orders').findOne({}, { projection: { _id: 1 } });
  const digits = hasSums ? FORMER_DIGITS : currencyDigits(currency);
  const first = { _id: 'settings' as const, timeZone, currency, currencyDigits: digits };
  try {
    await settings.insertOne(first, { writeConcern: { w: 'majority' } });
    return first;
  } catch (error) {
    if (isDuplicateKey(error)) return firstSettings(db, told);
    throw error;
  }
}

function requireSettled({ timeZone, currency, movingTo }: StoredSettings, { TIME_ZONE, CURRENCY }: Environment): void {
  if (movingTo) {
    const command = `npm run workshop -- --time-zone ${movingTo}`;
    throw fault('TIME_ZONE', `moving the days to ${movingTo} was stopped midway: run ${command} again`, movingTo);
  }
  if (TIME_ZONE && TIME_ZONE !== timeZone) {
    const command = `npm run workshop -- --time-zone ${TIME_ZONE}`;
    const remedy = `leave the variable out, or run ${command}, which moves them`;
    throw fault(
      'TIME_ZONE',
      `"${TIME_ZONE}" is not where this workshop counts its days, ${timeZone}: ${remedy}`,
      timeZone,
    );
  }
  if (CURRENCY && CURRENCY !== currency) {
    const remedy = `leave the variable out; only before the first order npm run workshop -- --currency ${CURRENCY} changes it`;
    throw fault(
      'CURRENCY',
      `"${CURRENCY}" is not what the sums of this workshop are in, ${currency}: ${remedy}`,
      currency,
    );
  }
}
