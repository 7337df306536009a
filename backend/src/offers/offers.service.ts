import { Injectable } from '@nestjs/common';
import { personBehind } from '../platform/access/caller.js';
import { byId, type Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Forbidden, Invalid, NotFound } from '../platform/failure/failure.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { requireUsable, StockService } from '../inventory/stock.service.js';
import type { Supplier } from '../suppliers/supplier.js';
import { SuppliersService } from '../suppliers/suppliers.service.js';
import type { OfferChange, OfferCreate, OfferListItem, OfferListQuery } from './offer.dto.js';
import type { Offer } from './offer.js';
import { OffersRepository } from './offers.repository.js';

/** What was said of stock so long ago nobody relies on. */
const STALE_MS = 14 * 24 * 60 * 60 * 1_000;

/** What suppliers sell: said by themselves at their desk, or by the workshop for them. */
@Injectable()
export class OffersService {
  constructor(
    private readonly offers: OffersRepository,
    private readonly suppliers: SuppliersService,
    private readonly stock: StockService,
    private readonly transactions: Transactions,
  ) {}

  async list(query: OfferListQuery): Promise<Page<Stored<OfferListItem>>> {
    return this.offers.list(query);
  }

  /** Offers of which there is nothing, or whose price and stock nobody has said for two weeks. */
  async listStale(most: number): Promise<Page<Stored<OfferListItem>>> {
    return this.offers.listStale(new Date(Date.now() - STALE_MS), most);
  }

  async get(id: string): Promise<Stored<Offer>> {
    return this.offers.get(id);
  }

  /** Those of the offers with these ids that the caller may see, by id. */
  async byIds(ids: readonly string[]): Promise<Map<string, Stored<Offer>>> {
    return byId(await this.offers.byIds([...new Set(ids)]));
  }

  /** What is offered of these things in stock, of what the caller may see. */
  async ofStock(stockItemIds: readonly string[]): Promise<Stored<Offer>[]> {
    const offers = await this.offers.having('stockItemId', stockItemIds);
    return offers.filter(({ isArchived }) => !isArchived);
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.offers.history(id, query);
  }

  /** Adds an offer of a supplier, whom somebody at a desk need not name. */
  async create({ supplierId: said, ...fields }: OfferCreate): Promise<Stored<Offer>> {
    return this.transactions.run(async () => {
      const { _id, name: supplierName } = await this.supplierFor(said);
      const supplierId = _id.toHexString();
      return this.offers.add({ ...fields, ...(await this.linkOf(fields)), supplierId, supplierName });
    });
  }

  /** Changes an offer, which may stand in place of its id where just read in the same transaction. */
  async change(target: string | Stored<Offer>, { version, ...fields }: OfferChange): Promise<Stored<Offer>> {
    return this.transactions.run(async () => {
      await this.suppliers.atDesk();
      const changed = await this.offers.change(target, { version }, async (offer) => {
        Object.assign(offer, fields, await this.linkOf(fields, offer));
      });
      const isSaid = fields.price !== undefined || fields.inStock !== undefined;
      return isSaid ? this.offers.checked(changed) : changed;
    });
  }

  async archive(id: string, isArchived: boolean): Promise<Stored<Offer>> {
    return this.transactions.run(async () => {
      await this.suppliers.atDesk();
      return this.offers.change(id, { action: isArchived ? 'archived' : 'restored' }, (offer) => {
        offer.isArchived = isArchived;
      });
    });
  }

  /** The id of the supplier whose offers somebody speaks of; 404 for another's than their own at a desk, 400 for nobody's. */
  async supplierOf(said: string | undefined): Promise<string> {
    return (await this.supplierFor(said))._id.toHexString();
  }

  /** At a desk the own supplier, else the one that is said; it may not be archived. */
  private async supplierFor(said: string | undefined): Promise<Stored<Supplier>> {
    const own = await this.suppliers.atDesk();
    if (own && said && own._id.toHexString() !== said) throw NotFound('supplier', said);
    if (own) return own;
    if (said) return this.suppliers.forSupply(said);
    throw Invalid([{ field: 'supplierId', rule: 'isDefined', message: 'must say whose it is: the id of a supplier' }]);
  }

  /** What an offer repeats of what it is in the workshop, which nobody at a desk says. */
  private async linkOf({ stockItemId }: OfferChange, former?: Offer): Promise<Pick<Offer, 'stockItemName'>> {
    if (stockItemId === undefined) return {};
    if (personBehind()?.supplierId) throw Forbidden('suppliers:write');
    if (String(former?.stockItemId ?? '') === (stockItemId ?? '')) return {};
    if (!stockItemId) return { stockItemName: undefined };
    const item = (await this.stock.named([stockItemId])).get(stockItemId);
    if (!item) throw NotFound('stockitem', stockItemId);
    requireUsable(item);
    return { stockItemName: item.name };
  }
}
