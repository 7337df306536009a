import type { MoySkladClient } from './moysklad-client.js';
import { MoySkladFault } from './moysklad-fault.js';
import { chunks, MOST_IDS } from './moysklad-reading.js';
import { momentOf } from './moysklad-time.js';
import { idOf, isId, type WireRef } from './moysklad-wire.js';

/** When stock was read, in full and since. */
export interface StockMark {
  readAt: string;
  fullAt: string;
}

/** MoySklad tells of what changed within a day; all of it is to be read about as often. */
const FULL_EVERY_MS = 20 * 3_600_000;
/** As MoySklad advises: what is counted at the edge of two readings is read twice rather than never. */
const OVERLAP_MS = 5 * 60_000;

const REPORT = 'report/stock/all/current';

/** How much there is of a product, as its record has it. */
interface Level {
  stock: number;
}

/** How much there is of what is sold: of all of it, or of what has changed since it was read last. */
export class Stock {
  private readonly told = new Set<string>();

  constructor(
    private readonly levels: Map<string, Level>,
    private readonly isFull: boolean,
    readonly mark: StockMark,
  ) {}

  /** How much there is of these: of what never moved, nothing. Throws `MoySkladFault`. */
  async of(client: MoySkladClient, ids: readonly string[]): Promise<Map<string, Level>> {
    const unread = this.isFull ? [] : ids.filter((id) => !this.levels.has(id));
    for (const some of chunks(unread, MOST_IDS)) {
      const query = { include: 'zeroLines', filter: `assortmentId=${some.join(',')}` };
      for (const [id, level] of levelsOf(await client.ask(REPORT, { query }))) this.levels.set(id, level);
    }
    for (const id of ids) this.told.add(id);
    return new Map(ids.map((id) => [id, this.levels.get(id) ?? { stock: 0 }]));
  }

  /** What nobody has asked for so far. */
  left(): string[] {
    return [...this.levels.keys()].filter((id) => !this.told.has(id));
  }
}

/**
 * Reads how much there is of everything that ever moved, or of what has changed since the mark. It comes in one answer
 * that no page can shift, and by pages of the large report where that would be too large. Throws `MoySkladFault`.
 */
export async function readStock(client: MoySkladClient, mark: StockMark | undefined, now: Date): Promise<Stock> {
  const readAt = now.toISOString();
  if (mark && now.getTime() - Date.parse(mark.fullAt) < FULL_EVERY_MS) {
    const changedSince = momentOf(new Date(Date.parse(mark.readAt) - OVERLAP_MS));
    const changed = levelsOf(await client.ask(REPORT, { query: { changedSince } }));
    return new Stock(changed, false, { ...mark, readAt });
  }
  return new Stock(await readAll(client), true, { readAt, fullAt: readAt });
}

async function readAll(client: MoySkladClient): Promise<Map<string, Level>> {
  try {
    return levelsOf(await client.ask(REPORT, { query: { include: 'zeroLines' } }));
  } catch (error) {
    if (!(error instanceof MoySkladFault && error.problem === 'too_large')) throw error;
    return levelsOf(await client.all('report/stock/all', { filter: 'stockMode=all' }));
  }
}

interface WireStock extends Partial<WireRef> {
  assortmentId?: string;
  stock?: number;
}

function levelsOf(rows: unknown): Map<string, Level> {
  if (!Array.isArray(rows)) throw new MoySkladFault('not_understood', [{ error: 'A report without rows' }]);
  return new Map(
    (rows as WireStock[]).flatMap(({ assortmentId, meta, stock }): [string, Level][] => {
      const id = assortmentId ?? (meta && idOf({ meta }));
      return isId(id) && typeof stock === 'number' ? [[id, { stock: countOf(stock) }]] : [];
    }),
  );
}

/** In thousandths at most; MoySklad counts below nothing what was sold before it was bought. */
function countOf(stock: number): number {
  return Math.max(0, Math.round(stock * 1_000) / 1_000);
}
