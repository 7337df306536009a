import { Injectable, type StreamableFile } from '@nestjs/common';
import { ClientsService } from '../clients/clients.service.js';
import { callerPermissions } from '../platform/access/caller.js';
import { PrintExport } from '../platform/exports/print-export.js';
import { Invalid } from '../platform/failure/failure.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import { drawJobSheet, drawOrderForm, type PrintedOrder } from './order-prints.js';
import type { OrderPrintQuery } from './order.dto.js';
import { OrdersService } from './orders.service.js';

/** Most lines of orders that are printed at once. */
const MOST_LINES = 2_000;

/** Orders on paper. */
@Injectable()
export class OrderPrint {
  constructor(
    private readonly orders: OrdersService,
    private readonly clients: ClientsService,
    private readonly prints: PrintExport,
    private readonly workshop: WorkshopService,
  ) {}

  /** For the clients; with their contacts, where the caller may read those. */
  async forms({ ids, lang }: OrderPrintQuery): Promise<StreamableFile> {
    const orders = await this.chosen(ids);
    const asked = callerPermissions().has('clients:contacts') ? orders.map(({ order }) => String(order.clientId)) : [];
    const clients = await this.clients.byIds(asked);
    const known = orders.map(({ order }) => ({ order, client: clients.get(String(order.clientId)) }));
    const writing = { lang, ...(await this.workshop.printing()) };
    const file = fileName(lang === 'ru' ? 'zakaz' : 'order', known);
    return this.prints.pdf(known, (pages, one) => drawOrderForm(pages, one, writing), { file, lang });
  }

  /** For the masters: without contacts and sums. */
  async jobSheets({ ids, lang }: OrderPrintQuery): Promise<StreamableFile> {
    const orders = await this.chosen(ids);
    const writing = { lang, ...(await this.workshop.printing()) };
    const file = fileName(lang === 'ru' ? 'naryad' : 'job', orders);
    return this.prints.pdf(orders, (pages, one) => drawJobSheet(pages, one, writing), { file, lang });
  }

  /** In the order in which they were asked for. */
  private async chosen(ids: readonly string[]): Promise<PrintedOrder[]> {
    const orders = await this.orders.byIds(ids);
    const lines = orders.reduce((sum, { items }) => sum + items.length, 0);
    if (lines <= MOST_LINES) return orders.map((order) => ({ order }));
    const message = `are orders of ${lines} lines together; at most ${MOST_LINES} are printed at once: choose fewer`;
    throw Invalid([{ field: 'ids', rule: 'maxLines', message }]);
  }
}

/** One order gives the file its number. */
function fileName(kind: string, orders: readonly PrintedOrder[]): string {
  const [first, ...others] = orders;
  return `${kind}_${first?.order.number ?? 0}${others.length ? `_+${others.length}` : ''}.pdf`;
}
