import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OrderSales, SoldOrder } from '../orders/order-sales.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { JournalReaders } from '../platform/journal/journal-readers.js';
import type { JournalService } from '../platform/journal/journal.service.js';
import { SalesLedger } from './sales-ledger.js';

const order = (id: string, revenue: number): SoldOrder => {
  return { id, day: '2026-01-01', clientId: 'c', revenue, gross: revenue, shares: [] };
};

/** The database and the journal as the ledger sees them. */
class Workshop {
  readonly stored = new Map<string, SoldOrder>();
  readonly unsealed: string[] = [];
  loads = 0;
  reads: (readonly string[])[] = [];
  failures = 0;
  private tell: (entry: JournalEntry) => void = () => undefined;

  readonly orders = {
    all: () => this.all(),
    among: async (ids: readonly string[]) => {
      this.reads.push(ids);
      if (this.failures-- > 0) throw new Error('away');
      return ids.flatMap((id) => this.stored.get(id) ?? []);
    },
  } as unknown as OrderSales;
  readonly journal = { unsealed: async () => [...this.unsealed] } as unknown as JournalService;
  readonly sealer = {
    add: (reader: (entry: JournalEntry) => void) => (this.tell = reader),
    caughtUp: async () => undefined,
  } as unknown as JournalReaders;

  change(id: string, revenue?: number, entity = 'Order'): void {
    if (revenue === undefined) this.stored.delete(id);
    else this.stored.set(id, order(id, revenue));
    this.tell({ entity, entityId: id } as JournalEntry);
  }

  private async *all(): AsyncGenerator<SoldOrder> {
    this.loads += 1;
    if (this.failures-- > 0) throw new Error('away');
    yield* this.stored.values();
  }
}

let workshop: Workshop;
let ledger: SalesLedger;

beforeEach(() => {
  workshop = new Workshop();
  workshop.stored.set('a', order('a', 1));
  ledger = new SalesLedger(workshop.orders, workshop.journal, workshop.sealer);
});

const revenues = async (): Promise<number[]> => [...(await ledger.now()).values()].map(({ revenue }) => revenue);

describe('the ledger of sales', () => {
  it('reads all orders once, and then only those the journal names', async () => {
    expect(await revenues()).toEqual([1]);
    workshop.change('b', 2);
    workshop.change('c', 3, 'Client');
    expect(await revenues()).toEqual([1, 2]);
    expect([workshop.loads, workshop.reads]).toEqual([1, [['b']]]);
  });

  it('forgets what is deleted or no longer sold', async () => {
    await revenues();
    workshop.change('a');
    expect(await revenues()).toEqual([]);
  });

  it('knows of changes that are committed and not sealed yet', async () => {
    await revenues();
    workshop.stored.set('a', order('a', 5));
    workshop.unsealed.push('a');
    expect(await revenues()).toEqual([5]);
  });

  it('lets those who ask at once share a reading that began after they asked', async () => {
    await revenues();
    workshop.change('a', 7);
    expect(await Promise.all([revenues(), revenues(), revenues()])).toEqual([[7], [7], [7]]);
    expect(workshop.reads).toHaveLength(1);
  });

  it('tries again what it could not read', async () => {
    workshop.failures = 1;
    await expect(revenues()).rejects.toThrow('away');
    expect(await revenues()).toEqual([1]);
    workshop.change('a', 8);
    workshop.failures = 1;
    await expect(revenues()).rejects.toThrow('away');
    expect(await revenues()).toEqual([8]);
  });

  it('does not let changes pile up while nobody asks for a report', async () => {
    await revenues();
    for (let index = 0; index < 2_000; index += 1) workshop.change(`n${index}`, 1);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(workshop.reads.map(({ length }) => length)).toEqual([2_000]);
  });
});
