import { Injectable } from '@nestjs/common';
import { ClientsService } from '../clients/clients.service.js';
import { UsersService } from '../users/users.service.js';
import { checkedPeriod, formerPeriod } from './report-period.js';
import { SalesLedger } from './sales-ledger.js';
import { clientRows, masterRows, otherClientsRow, rowsOf, totalsOf } from './sales-report.js';
import { tally, type SalesScope } from './sales-tally.js';
import type { SalesQuery, SalesReport } from './sales.dto.js';

/** Clients on the screen; the rest is one row there, and each has a row in the export. */
const TOP_CLIENTS = 50;

/** Clients in an export: as many as a spreadsheet is still pleasant with. */
const EXPORTED_CLIENTS = 50_000;

/** What the workshop sold, divided by time, client and master. */
@Injectable()
export class SalesService {
  constructor(
    private readonly ledger: SalesLedger,
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
    const scope: SalesScope = {
      ...period,
      clientId: query.clientId?.toLowerCase(),
      masterId: query.masterId?.toLowerCase(),
    };
    const sold = await this.ledger.now();
    const { days, clients: allClients, masters } = tally(sold.values(), scope);
    const { days: formerDays } = tally(sold.values(), { ...scope, ...former });
    const clients = allClients.slice(0, clientLimit);
    const [clientNames, masterNames] = await Promise.all([
      this.clients.namesOf(clients.map(({ clientId }) => clientId)),
      this.users.namesOf(masters.flatMap(({ masterId }) => masterId ?? [])),
    ]);
    const totals = totalsOf(days);
    return {
      ...period,
      totals,
      former: { ...former, ...totalsOf(formerDays) },
      rows: rowsOf(period, query.step, days),
      clients: clientRows(clients, clientNames, totals.revenue),
      otherClients: otherClientsRow(allClients.slice(clientLimit), totals.revenue),
      masters: masterRows(masters, masterNames, totals.revenue),
    };
  }
}
