import { MongoClient, type Collection, type Db } from 'mongodb';
import { setTimeout as pause } from 'node:timers/promises';
import { databaseName } from '../platform/config/database-server.js';
import { Leases } from '../platform/database/leases.js';
import { JournalKey } from '../platform/journal/journal-key.js';
import { roleIndexes } from './0001-role-indexes.js';
import { payments } from './0002-payments.js';
import { sortKeys } from './0003-sort-keys.js';
import { stagePasses } from './0004-stage-passes.js';
import { orderWords } from './0005-order-words.js';
import { innerIds } from './0006-inner-ids.js';
import { idempotencyKeys } from './0007-idempotency-keys.js';
import { sessionUse } from './0008-session-use.js';
import { foundBy } from './0009-found-by.js';
import { orderPayment } from './0010-order-payment.js';
import { sharedViews } from './0011-shared-views.js';
import { partStages } from './0012-part-stages.js';
import { workshopProfile } from './0013-workshop-profile.js';
import { partCodes } from './0014-part-codes.js';
import { partWorkers } from './0015-part-workers.js';
import { catalog } from './0016-catalog.js';
import { stock } from './0017-stock.js';
import { suppliers } from './0018-suppliers.js';
import { requests } from './0020-requests.js';
import { tables } from './0021-tables.js';
import { templates } from './0023-templates.js';
import { connections } from './0026-connections.js';
import { metrics } from './0028-metrics.js';
import { scrapMasters } from './0029-scrap-masters.js';
import { UpgradeData } from './upgrade-data.js';
import type { Upgrade } from './upgrade.js';

/** All upgrades there have been, oldest first; none is ever changed or taken out. */
export const UPGRADES: readonly Upgrade[] = [
  roleIndexes,
  payments,
  sortKeys,
  stagePasses,
  orderWords,
  innerIds,
  idempotencyKeys,
  sessionUse,
  foundBy,
  orderPayment,
  sharedViews,
  partStages,
  workshopProfile,
  partCodes,
  partWorkers,
  catalog,
  stock,
  suppliers,
  requests,
  tables,
  templates,
  connections,
  metrics,
  scrapMasters,
];

const LEASE = 'upgrades';
const LEASE_MS = 15_000;
/** How often those who wait for another process look again. */
const LOOK_MS = 200;

/** An upgrade that was carried through. */
interface Applied {
  /** Its name. */
  _id: string;
  at: Date;
}

/** How upgrades are run, where not as usual. */
export interface UpgradeOptions {
  upgrades?: readonly Upgrade[];
  /** By which upgrades vouch for their entries in the journal. */
  journalKey?: string;
  /** Stops between two batches; the next start goes on. */
  stopped?: AbortSignal;
  /** Documents of one transaction. */
  batch?: number;
  /** Told of each upgrade that begins. */
  tell?: (name: string) => void;
}

/** The data has a form that this version does not know. */
export class NewerData extends Error {}

/**
 * Brings the stored data to the form of this version, before it is served: each upgrade once, one process at a time;
 * others wait until it is done. Throws `NewerData` where a later version has written it.
 */
export async function applyUpgrades(uri: string, options: UpgradeOptions = {}): Promise<void> {
  const client = new MongoClient(uri);
  try {
    await new Upgrading(client, client.db(databaseName(uri)), options).finish();
  } finally {
    await client.close();
  }
}

class Upgrading {
  private readonly leases: Leases;
  private readonly applied: Collection<Applied>;

  constructor(
    private readonly client: MongoClient,
    private readonly db: Db,
    private readonly options: UpgradeOptions,
  ) {
    this.leases = new Leases(db);
    this.applied = db.collection<Applied>('upgrades');
  }

  /** Comes back once no upgrade is left, whichever process applied them. */
  async finish(): Promise<void> {
    const { stopped } = this.options;
    while ((await this.pending()).length) {
      if (await this.hold()) await this.applyPending().finally(() => this.leases.release(LEASE));
      else await pause(LOOK_MS, undefined, { signal: stopped });
    }
  }

  private async applyPending(): Promise<void> {
    // A workshop that begins today has the form of today; one with data has a journal.
    const isNew = !(await this.db.listCollections({ name: 'journal' }).hasNext());
    for (const upgrade of await this.pending()) {
      if (!isNew) {
        this.options.tell?.(upgrade.name);
        await upgrade.apply(this.dataFor(upgrade));
      }
      await this.applied.updateOne({ _id: upgrade.name }, { $setOnInsert: { at: new Date() } }, { upsert: true });
    }
  }

  private dataFor({ name }: Upgrade): UpgradeData {
    const { journalKey, batch } = this.options;
    const key = journalKey === undefined ? undefined : new JournalKey({ journalKey });
    const beforeBatch = (): Promise<void> => this.requireLease();
    return new UpgradeData(this.client, this.db, `upgrade ${name}`, { beforeBatch, batch, key });
  }

  private async hold(): Promise<boolean> {
    this.options.stopped?.throwIfAborted();
    return (await this.leases.hold(LEASE, LEASE_MS)) !== undefined;
  }

  private async requireLease(): Promise<void> {
    if (!(await this.hold())) throw new Error('Another process has taken the upgrade over');
  }

  private async pending(): Promise<Upgrade[]> {
    const { upgrades = UPGRADES } = this.options;
    const applied = new Set((await this.applied.find().toArray()).map(({ _id }) => _id));
    const known = new Set(upgrades.map(({ name }) => name));
    const later = [...applied].find((name) => !known.has(name));
    if (later) {
      throw new NewerData(
        `The data was written by a later version, which made the upgrade ${later}: start that version, or restore a backup from before it.`,
      );
    }
    return upgrades.filter(({ name }) => !applied.has(name));
  }
}
