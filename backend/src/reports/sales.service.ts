import { Injectable } from '@nestjs/common';
import { ClientsService } from '../clients/clients.service.js';
import { OrderSales, type SalesScope } from '../orders/order-sales.js';
import { UsersService } from '../users/users.service.js';
import { checkedPeriod, formerPeriod } from './report-period.js';
import { clientRows, masterRows, rowsOf, totalsOf } from './sales-report.js';
import type { SalesQuery, SalesReport } from './sales.dto.js';

/** Clients on the screen; the rest is in the totals and in the export. */
const TOP_CLIENTS = 50;

/** Clients in an export: as many as a spreadsheet is still pleasant with. */
const EXPORTED_CLIENTS = 50_000;

/** What the workshop sold, divided by time, client and master. */
@Injectable()
export class SalesService {
  constructor(
    private readonly sales: OrderSales,
    private readonly clients: ClientsService,
    private readonly users: UsersService,
  ) {}

  async report(query: SalesQuery): Promise<SalesReport> {
    return this.sum(query, TOP_CLIENTS);
  }

  /** The report with all clients. */
  async fullReport(query: SalesQuery): Promise<SalesReport> {
    return this.sum(query, EXPORTED_CLIENTS);
  }

  private async sum(query: SalesQuery, clientLimit: number): Promise<SalesReport> {
    const period = checkedPeriod(query);
    const former = formerPeriod(period);
    const scope: SalesScope = { ...period, clientId: query.clientId, masterId: query.masterId?.toLowerCase() };
    // One pass over both periods costs less than a pass over each.
    const [allDays, clients, masters] = await Promise.all([
      this.sales.byDay({ ...scope, from: former.from }),
      this.sales.byClient(scope, clientLimit),
      this.sales.byMaster(scope),
    ]);
    const [clientNames, masterNames] = await Promise.all([
      this.clients.namesOf(clients.map(({ clientId }) => clientId)),
      this.users.namesOf(masters.flatMap(({ masterId }) => masterId ?? [])),
    ]);
    const days = allDays.filter(({ day }) => day >= period.from);
    const totals = totalsOf(days);
    return {
      ...period,
      totals,
      former: { ...former, ...totalsOf(allDays.filter(({ day }) => day < period.from)) },
      rows: rowsOf(period, query.step, days),
      clients: clientRows(clients, clientNames, totals.revenue),
      masters: masterRows(masters, masterNames, totals.revenue),
    };
  }
}
