import { Injectable } from '@nestjs/common';
import { MOST_IMPORT_ROWS } from '@verstak/domain';
import { setImmediate } from 'node:timers/promises';
import { changesOf } from '../imports/document-import.js';
import { RowBodies } from '../imports/row-bodies.js';
import { callerPermissions } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import { batchesOf } from '../platform/database/batches.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { inMinor } from '../platform/exports/table.js';
import type { ImportFault } from '../platform/imports/import-columns.js';
import { readRows, type ReadRow } from '../platform/imports/read-rows.js';
import { completeMapping, headingsOf } from '../platform/imports/recognise.js';
import { columnLetters, textOf, Unreadable, type Book } from '../platform/imports/table.js';
import { OfferFigure } from './offer.dto.js';
import type { Offer } from './offer.js';
import { offerColumns } from './offer-tables.js';
import { OffersRepository } from './offers.repository.js';
import { OffersService } from './offers.service.js';

/** By what a row says which offer it is about, and what of it can be said anew. */
const KEYS = ['article', 'externalId'] as const;
const FIGURES = ['price', 'inStock', 'leadDays'] as const;

/** Rows that are written by one transaction, and between two looks at who else waits. */
const BATCH = 100;

/** A table in which no column tells offers apart, or none says anything of them. */
export class NoFigures extends Error {
  constructor(
    /** What its columns are headed by. */
    readonly headings: readonly string[],
  ) {
    super('No figures of offers');
  }
}

/** What a table says of offers, row by row, and what of it was not understood. */
export interface SaidFigures {
  rows: number;
  figures: readonly OfferFigure[];
  faulty: number;
  fault?: ImportFault | undefined;
}

/** What came of figures: how many offers are others now, and of how many rows there is no offer. */
export interface TakenFigures {
  changed: number;
  unknown: number;
}

/** Price and stock of many offers of a supplier at once, out of a table that is read again and again. */
@Injectable()
export class OfferFigures {
  constructor(
    private readonly offers: OffersService,
    private readonly repository: OffersRepository,
    private readonly transactions: Transactions,
    private readonly config: Config,
  ) {}

  /**
   * What a table says, its columns recognised as those of an import are. A row that is not understood is left out and
   * counted. Throws `NoFigures`, and `Unreadable` where it is too long.
   */
  async read(book: Book): Promise<SaidFigures> {
    const target = { columns: offerColumns(callerPermissions()), isTree: false, isPartial: true, unique: KEYS };
    const mapping = completeMapping(book, {}, target);
    const has = (fields: readonly string[]): boolean => mapping.columns.some(({ field }) => fields.includes(field));
    const sheet = book.sheets.find(({ name }) => name === mapping.sheet);
    const headings = Array.from(sheet ? headingsOf(sheet, mapping.headerRow) : [], textOf);
    if (!has(KEYS) || !has(['price', 'inStock'])) throw new NoFigures(headings.filter(Boolean));
    const { rows, faults } = readRows(book, mapping, target);
    if (rows.length > MOST_IMPORT_ROWS) throw new Unreadable('too_many_rows');
    const bodies = new RowBodies((field) => {
      const column = mapping.columns.find((one) => one.field === field)?.column ?? 0;
      return headings[column] || columnLetters(column);
    });
    const told = Map.groupBy(faults, ({ row }) => row);
    // Of two rows about one offer nobody knows which is right.
    const twice = new Map(faults.flatMap((fault) => (fault.rule === 'twice' ? [[fault.value, fault]] : [])));
    const figures: OfferFigure[] = [];
    for (const [index, row] of rows.entries()) {
      if (index % BATCH === 0) await setImmediate();
      const keys = KEYS.flatMap((key) => row.values[key] ?? []).map(String);
      const double = keys.map((key) => twice.get(key)).find(Boolean);
      if (double) told.set(row.row, [double]);
      if (told.has(row.row) || !keys.length) continue;
      const { body, faults: wrong } = await bodies.read(OfferFigure, row, this.said(row));
      if (body) figures.push(body);
      else told.set(row.row, wrong);
    }
    const [first] = [...told.keys()].sort((one, other) => one - other);
    return { rows: rows.length, figures, faulty: told.size, fault: told.get(first ?? -1)?.[0] };
  }

  /**
   * Says figures of a supplier’s offers anew: those that differ are changed, and all count as said at this instant.
   * `mayGoOn` is asked before each transaction and throws where not.
   */
  async take(
    supplierId: string,
    figures: readonly OfferFigure[],
    at: Date,
    mayGoOn: () => Promise<void>,
  ): Promise<TakenFigures> {
    let [changed, unknown] = [0, 0];
    for (const some of batchesOf(figures, BATCH)) {
      await mayGoOn();
      const { said, versions } = await this.transactions.run(() => this.takeSome(supplierId, some));
      await this.repository.checkedAt([...said], at);
      changed += versions;
      unknown += some.length - said.size;
    }
    return { changed, unknown };
  }

  private async takeSome(
    supplierId: string,
    figures: readonly OfferFigure[],
  ): Promise<{ said: Set<string>; versions: number }> {
    const known = await this.repository.soldBy(supplierId, figures);
    const said = new Set<string>();
    let versions = 0;
    for (const figure of figures) {
      const offer = offerOf(figure, known);
      const id = offer?._id.toHexString();
      if (!offer || !id || said.has(id)) continue;
      said.add(id);
      const changes = changesOf(offer, figuresIn(figure));
      if (!Object.keys(changes).length) continue;
      await this.offers.change(offer, changes);
      versions += 1;
    }
    return { said, versions };
  }

  private said({ values }: ReadRow): object {
    const { price, ...said } = Object.fromEntries([...KEYS, ...FIGURES].map((field) => [field, values[field]]));
    const isSum = typeof price === 'number';
    return { ...said, price: isSum ? inMinor(price, this.config.currencyDigits) : price };
  }
}

function figuresIn({ price, inStock, leadDays }: OfferFigure): Pick<OfferFigure, (typeof FIGURES)[number]> {
  return { price, inStock, leadDays };
}

/** The one offer that a row is about; none where its two keys are those of two offers. */
function offerOf(figure: OfferFigure, known: readonly Stored<Offer>[]): Stored<Offer> | undefined {
  const found = known.filter((offer) => KEYS.some((key) => figure[key] !== undefined && figure[key] === offer[key]));
  return found.length === 1 ? found[0] : undefined;
}
