import { Injectable } from '@nestjs/common';
import { DocumentImport, type RowPlanner } from '../imports/document-import.js';
import { ImportKinds, type Checking } from '../imports/import-kinds.js';
import { plainRows } from '../imports/plain-rows.js';
import type { PlannedRow } from '../imports/plan-rows.js';
import type { RowBodies } from '../imports/row-bodies.js';
import { callerPermissions } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import type { ImportColumn } from '../platform/imports/import-columns.js';
import type { ReadRow } from '../platform/imports/read-rows.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { OfferRow, OfferRowAnew, type OfferChange, type OfferCreate } from './offer.dto.js';
import type { Offer } from './offer.js';
import { offerColumns } from './offer-tables.js';
import { OffersRepository } from './offers.repository.js';
import { OffersService } from './offers.service.js';

/** The price list of a supplier, brought by themselves or by the workshop: what it has not said before is added. */
@Injectable()
export class OfferImport extends DocumentImport<Offer, OfferCreate, OfferChange> {
  readonly name = 'offers';
  readonly permissions = ['suppliers:write', 'supply:desk'] as const;
  protected readonly keys = ['number', 'article', 'externalId'] as const;

  constructor(
    private readonly offers: OffersService,
    repository: OffersRepository,
    journal: JournalService,
    { currencyDigits }: Config,
    kinds: ImportKinds,
  ) {
    super(repository, journal, currencyDigits);
    kinds.add(this);
  }

  supplierOf(said: string | undefined): Promise<string> {
    return this.offers.supplierOf(said);
  }

  protected columns(): ImportColumn[] {
    return offerColumns(callerPermissions());
  }

  /** Numbers of another supplier's offers are nobody's here. */
  protected override async having(
    key: string,
    values: readonly (string | number)[],
    { supplierId }: Checking,
  ): Promise<Stored<Offer>[]> {
    const found = await this.documents.having(key, values);
    return found.filter((offer) => String(offer.supplierId) === supplierId);
  }

  protected async planner(_rows: readonly ReadRow[], bodies: RowBodies, how: Checking): Promise<RowPlanner<Offer>> {
    const plain = plainRows({ create: OfferRow, change: OfferRowAnew, columns: this.columns() }, bodies, how);
    return async (row, said, offer) => planned(await plain(row, said, offer), said, how.supplierId, offer);
  }

  protected make(create: OfferCreate): Promise<Stored<Offer>> {
    return this.offers.create(create);
  }

  protected alter(target: string | Stored<Offer>, change: OfferChange): Promise<Stored<Offer>> {
    return this.offers.change(target, change);
  }
}

/** The same plan for the supplier's offers; a row that says again what is known says it anew. */
function planned(
  row: PlannedRow,
  { price, inStock }: Record<string, unknown>,
  supplierId: string | undefined,
  offer: Stored<Offer> | undefined,
): PlannedRow {
  const { outcome, by } = row.plan ?? {};
  if (outcome === 'create')
    return { plan: { outcome, by: { create: { ...(by as { create: object }).create, supplierId } } } };
  if (outcome !== 'same' || !offer || (price ?? inStock) === undefined) return row;
  const change = { price: offer.price, inStock: offer.inStock };
  return { plan: { outcome, by: { id: offer._id.toHexString(), change } } };
}
