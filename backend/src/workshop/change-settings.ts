import { currencyDigits, dayIn, dayToken, MARKS } from '@verstak/domain';
import { DateTime } from 'luxon';
import type { Document } from 'mongodb';
import type { StoredData, StoredKind } from '../platform/records/stored-data.js';
import { firstSettings, settingsOf } from './workshop-settings.js';

const ORDERS = { collection: 'orders', entity: 'Order' };
const PARTS = { collection: 'parts', entity: 'Part' };
/** How often progress is told, in documents. */
const STEP = 1_000;

type Tell = (line: string) => void;

/**
 * Moves the days of a workshop to another time zone: the days by which orders are reported, and what is due on a day
 * to the same day there. In batches; a move that was stopped goes on with the next call, and nothing is served before.
 */
export async function moveTimeZone(data: StoredData, to: string, tell: Tell): Promise<void> {
  const settings = settingsOf(data.db);
  const { timeZone: from, movingTo } = await firstSettings(data.db, {});
  if (movingTo && movingTo !== to) throw new Error(`The days are on their way to ${movingTo}: move them there first`);
  if (from === to) return tell(`The days are in ${to} already`);
  await settings.updateOne({ _id: 'settings' }, { $set: { movingTo: to } });
  await changeAll(data, ORDERS, tell, (order) => ({
    ...inDaysOf(to, { ...order, ...dueOn(order, from, to) }),
  }));
  await changeAll(data, PARTS, tell, (part) => dueOn(part, from, to));
  await settings.updateOne({ _id: 'settings' }, { $set: { timeZone: to }, $unset: { movingTo: '' } });
  tell(`The days are in ${to}`);
}

/** Sets another currency; throws where there are orders or payments, whose sums it would only call otherwise. */
export async function setCurrency(data: StoredData, currency: string, tell: Tell): Promise<void> {
  for (const collection of ['orders', 'payments']) {
    if (await data.db.collection(collection).findOne({}, { projection: { _id: 1 } }))
      throw new Error(
        `There are ${collection}, and their sums would only be called ${currency}: nothing converts them`,
      );
  }
  const settings = settingsOf(data.db);
  await firstSettings(data.db, {});
  const $set = { currency, currencyDigits: currencyDigits(currency) };
  await settings.updateOne({ _id: 'settings' }, { $set });
  tell(`The sums are in ${currency}`);
}

async function changeAll(
  data: StoredData,
  kind: StoredKind,
  tell: Tell,
  change: (document: Document) => Document,
): Promise<void> {
  const total = await data.db.collection(kind.collection).countDocuments();
  let done = 0;
  await data.changeEach(kind, {}, (document) => {
    done += 1;
    if (done % STEP === 0 || done === total) tell(`${kind.collection}: ${done} of ${total}`);
    return { document: { ...document, ...change(document) } };
  });
}

/** The days of an order in a zone: when it is due, when it was ordered, and by which it is found. */
function inDaysOf(zone: string, { dueAt, orderedAt, words = [] }: Document): Document {
  const days = [dueAt, orderedAt].flatMap((at) => (at instanceof Date ? dayToken(dayIn(zone, at)) : []));
  const others = (words as string[]).filter((word) => !word.startsWith(MARKS.day));
  return {
    ...(dueAt ? { dueAt: dueAt as Date } : {}),
    orderedDay: dayIn(zone, orderedAt as Date),
    words: [...others, ...days],
  };
}

/** What is due at the beginning of a day is due at its beginning in the other zone; any other instant stays. */
function dueOn({ dueAt }: Document, from: string, to: string): Document {
  if (!(dueAt instanceof Date)) return {};
  const there = DateTime.fromJSDate(dueAt, { zone: from });
  if (!there.equals(there.startOf('day'))) return {};
  return { dueAt: there.setZone(to, { keepLocalTime: true }).startOf('day').toJSDate() };
}
