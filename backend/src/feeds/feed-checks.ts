import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { MAX_IMPORT_BYTES, type FeedFault } from '@verstak/domain';
import { setTimeout as pause } from 'node:timers/promises';
import { NoFigures, OfferFigures } from '../offers/offer-figures.js';
import { asSystem } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import type { Piece } from '../platform/database/leased-work.js';
import { Turns } from '../platform/threads/turns.js';
import { Failure } from '../platform/failure/failure.js';
import { Unreadable } from '../platform/imports/table.js';
import { TableReader } from '../platform/imports/table-reader.js';
import { fetchBody } from '../platform/web/fetch-body.js';
import { addressRule } from '../platform/web/public-address.js';
import { NotFetched } from '../platform/web/request.js';
import { SuppliersService } from '../suppliers/suppliers.service.js';
import { FeedsRepository, type ClaimedFeed } from './feeds.repository.js';
import { LONGEST_TOLD, type FeedRun, type StockFeed } from './stock-feed.js';

/** Why checks are at work, as the journal tells it. */
export const STOCK_CHECKS = 'stock checks';

/** How long a server may take for all of a file. */
const PATIENCE_MS = 30_000;
/** How long whoever asks for a check waits for what comes of it. */
const WAIT_MS = 10_000;
/** A shutdown waits no longer for checks, which are then begun anew. */
const ENDING_MS = 3_000;
/** Files that this process has in its memory at once. */
const MOST_AT_ONCE = 2;

const ACCEPT =
  'text/csv, application/json, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, */*;q=0.5';

/** What a check found: everything of a run but when it was. */
type Found = Omit<FeedRun, 'startedAt' | 'finishedAt'>;

/** Somebody has taken the check over, set it up anew or deleted it, or the process ends. */
class GivenUp extends Error {}

/** What lies at the address is no table. */
class NoTable extends Error {}

/** Reads what suppliers say of price and stock, and says it of their offers. */
@Injectable()
export class FeedChecks implements BeforeApplicationShutdown {
  private readonly logger = new Logger(FeedChecks.name);
  private readonly turns = new Turns(MOST_AT_ONCE);
  private readonly ending = new AbortController();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly feeds: FeedsRepository,
    private readonly suppliers: SuppliersService,
    private readonly figures: OfferFigures,
    private readonly reader: TableReader,
    private readonly config: Config,
  ) {}

  /** Checks now, unless that is under way; ends with it, or sooner where it takes long. */
  async begin(feed: Stored<StockFeed>): Promise<void> {
    const claimed = await this.feeds.claimOne(feed, new Date());
    if (!claimed) return;
    const waiting = new AbortController();
    const late = pause(WAIT_MS, undefined, { signal: waiting.signal, ref: false }).catch(() => undefined);
    await Promise.race([this.run(claimed), late]);
    waiting.abort();
  }

  /** Takes over the check that is due for longest; `undefined` where none is. */
  async takeDue(): Promise<Piece | undefined> {
    if (this.ending.signal.aborted) return undefined;
    const claimed = await this.feeds.claimDue(new Date());
    return claimed ? () => this.run(claimed) : undefined;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await Promise.race([Promise.all(this.running), pause(ENDING_MS, undefined, { ref: false })]);
  }

  /** Does a check that was taken over, and never fails. */
  private run(claimed: ClaimedFeed): Promise<void> {
    const running = asSystem(STOCK_CHECKS, () => this.turns.run('', () => this.carryOut(claimed)))
      .catch((error: unknown) => {
        if (!(error instanceof GivenUp)) this.logger.warn(`A stock check ends without a word: ${String(error)}`);
      })
      .finally(() => this.running.delete(running));
    this.running.add(running);
    return running;
  }

  private async carryOut(claimed: ClaimedFeed): Promise<void> {
    const startedAt = new Date();
    const found = await this.found(claimed, startedAt);
    await this.feeds.settle(claimed, { startedAt, finishedAt: new Date(), ...found });
  }

  private async found(claimed: ClaimedFeed, at: Date): Promise<Found> {
    try {
      return await this.read(claimed, at);
    } catch (error) {
      if (error instanceof GivenUp || this.ending.signal.aborted) throw new GivenUp();
      return { rows: 0, changed: 0, unknown: 0, faulty: 0, ...this.faultOf(error) };
    }
  }

  private async read(claimed: ClaimedFeed, at: Date): Promise<Found> {
    const supplierId = String(claimed.supplierId);
    await this.suppliers.forSupply(supplierId);
    const { bytes, isWhole } = await fetchBody(claimed.url, {
      isAllowed: addressRule(this.config.environment.FEED_PRIVATE_NETWORKS),
      mostBytes: MAX_IMPORT_BYTES,
      patience: PATIENCE_MS,
      accept: ACCEPT,
      signal: this.ending.signal,
    });
    const ending = endingOf(bytes);
    // Of the last row of a text that ends in its middle there may be a price of fewer digits.
    if (ending === 'csv' && !isWhole && !bytes.subarray(-2).includes('\n')) throw new NotFetched('cut_off');
    const book = await this.reader.read({ bytes, name: `feed.${ending}` });
    const { rows, figures, faulty, fault } = await this.figures.read(book);
    const rowFault = fault && {
      row: fault.row,
      ...(fault.column ? { column: told(fault.column) } : {}),
      ...(fault.value ? { value: told(fault.value) } : {}),
    };
    const counted = { rows, faulty, ...(rowFault ? { rowFault } : {}) };
    if (!rows) throw new Unreadable('empty');
    if (!figures.length) return { ...counted, fault: 'values', changed: 0, unknown: 0 };
    const taken = await this.figures.take(supplierId, figures, at, () => this.requireHeld(claimed));
    return { ...counted, ...taken };
  }

  private async requireHeld(claimed: ClaimedFeed): Promise<void> {
    if (this.ending.signal.aborted || !(await this.feeds.isHeld(claimed))) throw new GivenUp();
  }

  private faultOf(error: unknown): Pick<FeedRun, 'fault' | 'status' | 'headings'> {
    if (error instanceof NotFetched)
      return { fault: error.fault, ...(error.status === undefined ? {} : { status: error.status }) };
    if (error instanceof NoTable) return { fault: 'not_a_table' };
    if (error instanceof Unreadable) return { fault: error.reason satisfies FeedFault };
    if (error instanceof NoFigures) {
      const headings = told(error.headings.join(', '));
      return { fault: 'columns', ...(headings ? { headings } : {}) };
    }
    if (error instanceof Failure && error.code === 'supplier.archived') return { fault: 'supplier_archived' };
    this.logger.error(`A stock check failed: ${String(error)}`);
    return { fault: 'internal' };
  }
}

/** What a file is by how it begins, whatever its address is called. Throws `NoTable`. */
function endingOf(bytes: Buffer): 'xlsx' | 'json' | 'csv' {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return 'xlsx';
  // Behind a mark of Unicode, and with the zeros of UTF-16 left out.
  const start = bytes
    .subarray(0, 1_024)
    .toString('latin1')
    .replace(/[^\x21-\x7e]+/g, '');
  if (start.startsWith('<')) throw new NoTable();
  return /^[[{]/.test(start) ? 'json' : 'csv';
}

function told(text: string): string {
  return text.length > LONGEST_TOLD ? `${text.slice(0, LONGEST_TOLD - 1)}…` : text;
}
