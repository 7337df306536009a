import { DERIVED } from '../platform/database/derived-fields.js';
import { QueryChosen, QueryLanguage, type ExportLanguage } from '../platform/exports/table.js';
import { BooleanField, Filters, IdField, Omit, Pick, QueryFlag } from '../platform/fields/index.js';
import { ListQuery } from '../platform/lists/paging.js';
import { Change, Writable } from '../platform/records/bodies.js';
import { Offer, OfferFields, OfferSaid } from './offer.js';

/** An offer as it is listed. */
export class OfferListItem extends Omit(Offer, ['note', ...DERIVED]) {}

/** What a table says of an offer. */
export class OfferRow extends Writable(OfferSaid) {}

/** The same of one that there is. */
export class OfferRowAnew extends Change(OfferRow) {}

/** What of it is said again and again, and by what it is known. */
export class OfferFigure extends Pick(OfferRow, ['article', 'externalId', 'price', 'inStock', 'leadDays']) {}

export class OfferCreate extends Omit(Writable(OfferFields), ['supplierId']) {
  @IdField({ optional: true, description: 'Whose offer it is; a supplier leaves it out.' })
  supplierId?: string;
}

/** The fields to change; `null` clears one. */
export class OfferChange extends Change(Omit(OfferCreate, ['supplierId'])) {}

export class OfferArchiving {
  @BooleanField({ example: true })
  isArchived!: boolean;
}

/** Which offers a list has. */
export class OfferListQuery extends Filters(Offer, ListQuery) {
  @QueryFlag('Archived offers instead of the others.')
  override isArchived: boolean = false;
}

/** The same offers as a file, all of them or some that were chosen. */
export class OfferExportQuery extends Omit(OfferListQuery, ['page', 'pageSize']) {
  @QueryChosen()
  ids?: string[];

  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}
