import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.module.js';
import { ListExport } from '../platform/exports/list-export.js';
import { TableExport } from '../platform/exports/table-export.js';
import type { OfferExportQuery } from './offer.dto.js';
import { Offer } from './offer.js';
import { OFFER_SHEETS } from './offer-tables.js';
import { OffersRepository } from './offers.repository.js';

/** What suppliers sell as files to download. */
@Injectable()
export class OfferExport extends ListExport<Offer, OfferExportQuery, 'offers'> {
  constructor(offers: OffersRepository, config: Config, files: TableExport) {
    super(Offer, OFFER_SHEETS, (query) => offers.all(query), config, files);
  }
}
