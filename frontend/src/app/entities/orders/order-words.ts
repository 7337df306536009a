import { Service, inject } from '@angular/core';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';

/** What fields mean that hold ids: names of items, masters and clients by id. */
export type Names = ReadonlyMap<string, string>;

const MONEY = new Set(['total', 'paid', 'unitPrice', 'gross', 'unitCost', 'cost', 'materialsCost', 'labourCost']);
const INSTANTS = new Set(['orderedAt', 'deliveredAt']);
const STATES = new Set(['status', 'heldFrom']);
const ORDER_FIELDS: Readonly<Record<string, string>> = {
  clientId: 'clients.one',
  clientName: 'clients.one',
  dueAt: 'orders.due',
  note: 'orders.note',
  deliveryAddress: 'orders.deliveryAddress',
  isFromShop: 'orders.isFromShop',
  paid: 'orders.paid',
  total: 'orders.total',
  status: 'orders.state',
  items: 'orders.items',
  orderedAt: 'orders.ordered',
  deliveredAt: 'orders.delivered',
  externalId: 'orders.externalId',
};

/** Fields of orders and their items by name, and their values as people write them. */
@Service()
export class OrderWords {
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);

  /** The field at a path: `dueAt`, `items.<id>`, `items.<id>.quantity`. */
  nameOf(path: string, names: Names): string {
    const [head = '', id, field] = path.split('.');
    if (!id) return this.i18n.t(ORDER_FIELDS[head] ?? 'orders.field');
    const title = names.get(id) ?? '…';
    return field ? `${title} · ${this.i18n.t(`orders.line.${field}`)}` : title;
  }

  /** A value of the field at a path; empty for nothing. */
  valueOf(path: string, value: unknown, names: Names): string {
    if (value === null || value === undefined || value === '') return '';
    if (Array.isArray(value)) return value.map((item) => this.item(item)).join('; ');
    if (typeof value === 'object') return this.item(value);
    const field = path.slice(path.lastIndexOf('.') + 1);
    if (MONEY.has(field)) return this.formats.money(Number(value));
    if (field === 'dueAt') return this.formats.day(String(value));
    if (INSTANTS.has(field)) return this.formats.moment(String(value));
    if (STATES.has(field)) return this.i18n.t(`orders.status.${String(value)}`);
    if (field === 'discountPercent') return this.formats.percent(Number(value) / 100, 2);
    if (typeof value === 'boolean') return this.i18n.t(value ? 'ui.yes' : 'ui.no');
    if (typeof value === 'number') return this.formats.number(value);
    return names.get(String(value)) ?? String(value);
  }

  private item(value: unknown): string {
    const { title, quantity, unit, unitPrice } = value as Partial<Record<string, string | number>>;
    const amount = quantity === undefined ? '' : `${this.formats.number(Number(quantity))}\u00a0${unit ?? ''}`;
    const price = unitPrice === undefined ? '' : this.formats.money(Number(unitPrice));
    return [title, [amount, price].filter(Boolean).join(' × ')].filter(Boolean).join(', ');
  }
}
