import { Injectable } from '@nestjs/common';
import type { Money } from '@verstak/domain';
import { CategoriesService } from '../catalog/categories.service.js';
import { ProductsService } from '../catalog/products.service.js';
import { ClientsService } from '../clients/clients.service.js';
import { asSystem } from '../platform/access/caller.js';
import { UsersService } from '../users/users.service.js';
import { checkedPeriod, formerPeriod } from './report-period.js';
import { categoryRows } from './sales-categories.js';
import { SalesLedger } from './sales-ledger.js';
import {
  clientRows,
  managerRows,
  masterRows,
  otherClientsRow,
  otherProductsRow,
  productRows,
  rowsOf,
  totalsOf,
} from './sales-report.js';
import { tally, type SalesScope, type Tally } from './sales-tally.js';
import type { SalesQuery, SalesReport } from './sales.dto.js';

/** Clients, and products, on the screen; the rest is one row there, and each has a row in the export. */
const SHOWN = 50;

/** Clients, and products, in an export: as many as a spreadsheet is still pleasant with. */
const EXPORTED = 50_000;

/** What the workshop sold, divided by time, product, category, client, manager and master. */
@Injectable()
export class SalesService {
  constructor(
    private readonly ledger: SalesLedger,
    private readonly clients: ClientsService,
    private readonly users: UsersService,
    private readonly products: ProductsService,
    private readonly categories: CategoriesService,
  ) {}

  async report(query: SalesQuery): Promise<SalesReport> {
    return this.sum(query, SHOWN);
  }

  /** The report with all clients and products. */
  async fullReport(query: SalesQuery): Promise<SalesReport> {
    return this.sum(query, EXPORTED);
  }

  private async sum(query: SalesQuery, limit: number): Promise<SalesReport> {
    const period = checkedPeriod(query);
    const former = formerPeriod(period);
    const scope: SalesScope = { ...period, ...(await this.narrowed(query)) };
    const sold = await this.ledger.now();
    const found = tally(sold.values(), scope);
    const { days: formerDays } = tally(sold.values(), { ...scope, ...former });
    const totals = totalsOf(found.days);
    return {
      ...period,
      totals,
      former: { ...former, ...totalsOf(formerDays) },
      rows: rowsOf(period, query.step, found.days),
      ...(await this.ofPeople(found, limit, totals.revenue)),
      ...(await this.ofCatalog(found, limit, totals.revenue)),
    };
  }

  private async narrowed({
    clientId,
    managerId,
    masterId,
    productId,
    categoryId,
  }: SalesQuery): Promise<Partial<SalesScope>> {
    const within = await asSystem('a report by category', () =>
      this.products.idsIn({ categoryId: categoryId === undefined ? undefined : [categoryId] }),
    );
    const ids = productId === undefined ? within : [productId].filter((id) => within?.includes(id) ?? true);
    return { clientId, managerId, masterId, productIds: ids && new Set(ids) };
  }

  private async ofPeople({ clients, managers, masters }: Tally, limit: number, revenue: Money): Promise<OfPeople> {
    const shown = clients.slice(0, limit);
    const [clientNames, names] = await Promise.all([
      this.clients.namesOf(shown.map(({ clientId }) => clientId)),
      this.users.namesOf([
        ...managers.flatMap(({ managerId }) => managerId ?? []),
        ...masters.flatMap(({ masterId }) => masterId ?? []),
      ]),
    ]);
    return {
      clients: clientRows(shown, clientNames, revenue),
      otherClients: otherClientsRow(clients.slice(limit), revenue),
      managers: managerRows(managers, names, revenue),
      masters: masterRows(masters, names, revenue),
    };
  }

  /** Products and categories as they are called and placed now. */
  private async ofCatalog({ products }: Tally, limit: number, revenue: Money): Promise<OfCatalog> {
    const [known, tree] = await Promise.all([
      this.products.placed(products.flatMap(({ productId }) => productId ?? [])),
      asSystem('a report by category', () => this.categories.tree()),
    ]);
    return {
      products: productRows(products.slice(0, limit), known, revenue),
      otherProducts: otherProductsRow(products.slice(limit), revenue),
      categories: categoryRows(products, known, tree, revenue),
    };
  }
}

type OfPeople = Pick<SalesReport, 'clients' | 'otherClients' | 'managers' | 'masters'>;
type OfCatalog = Pick<SalesReport, 'products' | 'otherProducts' | 'categories'>;
