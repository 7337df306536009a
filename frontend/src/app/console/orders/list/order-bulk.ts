import { Service, inject } from '@angular/core';
import { type OrderItemChange, type OrderListItem, OrdersService } from '@verstak/api';
import { MOST_IDS, ORDER_STATUSES, type OrderStatus, isAmendable } from '@verstak/domain';
import { Formats } from '../../../core/i18n/formats';
import { I18n } from '../../../core/i18n/i18n';
import { Session } from '../../../core/session/session';
import { Workshop } from '../../../core/workshop/workshop';
import { endOfDay } from '../../../entities/due';
import { mastersOf } from '../../../entities/orders/order-columns';
import { DocumentMaking } from '../../../entities/templates/document-making';
import { Dialogs } from '../../../ui/dialogs/dialogs';
import type { Option } from '../../../ui/fields/select-base';
import type { BulkAct, BulkWork } from '../../../ui/list/bulk';
import { DueQuestion } from '../draft/due-question';
import { OrderPrints } from '../order-prints';
import { OrderSteps } from '../steps/order-steps';
import { asksReason } from '../steps/step-words';
import type { BulkAnswer, BulkQuestion } from './bulk-dialog';

type Row = OrderListItem;

/** What can be done with several orders at once: printing, a step, another master, another due date. */
@Service()
export class OrderBulk {
  private readonly api = inject(OrdersService);
  private readonly dialogs = inject(Dialogs);
  private readonly documents = inject(DocumentMaking);
  private readonly due = inject(DueQuestion);
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);
  private readonly prints = inject(OrderPrints);
  private readonly session = inject(Session);
  private readonly steps = inject(OrderSteps);
  private readonly workshop = inject(Workshop);

  /** The acts that the role allows; `masters` are those that work can be given to. */
  acts(masters: () => readonly Option[]): BulkAct<Row>[] {
    const mayWrite = this.session.can('orders:write');
    const mayAssign = mayWrite && this.session.can('orders:assign');
    const isOpen = ({ status }: Row): boolean => isAmendable(status);
    const canStep = (row: Row): boolean => this.steps.possible(row).length > 0;
    const step: BulkAct<Row> = {
      key: 'status',
      label: 'orders.state',
      icon: 'check',
      applies: canStep,
      start: (rows) => this.step(rows),
    };
    const assign: BulkAct<Row> = {
      key: 'masterId',
      label: 'orders.master',
      icon: 'people',
      applies: isOpen,
      start: (rows) => this.assign(rows, masters()),
    };
    const postpone: BulkAct<Row> = {
      key: 'dueAt',
      label: 'orders.due',
      icon: 'calendar',
      applies: isOpen,
      start: (rows) => this.postpone(rows),
    };
    const prints = this.prints.kinds().map((kind): BulkAct<Row> => ({
      key: kind,
      label: `orders.printed.${kind}`,
      icon: 'print',
      most: MOST_IDS,
      applies: () => true,
      start: async (rows) => {
        await this.prints.print(
          kind,
          rows.map(({ id }) => id),
        );
        return undefined;
      },
    }));
    const document: BulkAct<Row> = {
      key: 'document',
      label: 'templates.documents',
      icon: 'document',
      most: MOST_IDS,
      applies: () => true,
      start: async (rows) => {
        await this.documents.open({ kind: 'order', of: rows });
        return undefined;
      },
    };
    return [step, ...(mayAssign ? [assign] : []), ...(mayWrite ? [postpone] : []), ...prints, document];
  }

  private async step(rows: readonly Row[]): Promise<BulkWork<Row> | undefined> {
    const word = (status: OrderStatus): string => this.i18n.t(`orders.status.${status}`);
    const possible = new Set(rows.flatMap((row) => this.steps.possible(row)));
    const answer = await this.ask({
      kind: 'status',
      rows,
      options: ORDER_STATUSES.filter((to) => possible.has(to)).map((to) => ({ value: to, label: word(to) })),
      before: ({ status }) => word(status),
      after: (row, to) => this.steps.possible(row).find((one) => one === to) && word(to as OrderStatus),
      asksReason: (to) => asksReason(to as OrderStatus),
    });
    if (!answer) return undefined;
    const status = answer.chosen as OrderStatus;
    const reason = asksReason(status) && answer.reason.trim() ? { reason: answer.reason.trim() } : {};
    return async ({ id, version, ...row }) => {
      if (row.status === status) return undefined;
      const { version: taken } = await this.api.stepOrder({ id, body: { status, version, ...reason } });
      return () => this.api.undoOrderStep({ id, body: { version: taken } });
    };
  }

  private async assign(rows: readonly Row[], masters: readonly Option[]): Promise<BulkWork<Row> | undefined> {
    const nameOf = new Map(masters.map(({ value, label }) => [value, label]));
    const answer = await this.ask({
      kind: 'masterId',
      rows,
      options: masters,
      before: (row) => mastersOf(row).join(', '),
      after: (_row, id) => nameOf.get(id),
    });
    if (!answer) return undefined;
    return async ({ id, version, items }) => {
      const worked = items.filter(({ needsNoWork }) => !needsNoWork);
      const given = (masterOf: (item: Row['items'][number]) => string | null): OrderItemChange[] =>
        worked.map((item) => ({ id: item.id, masterId: masterOf(item) }));
      await this.api.changeOrder({ id, body: { version, items: given(() => answer.chosen) } });
      return () => this.api.changeOrder({ id, body: { items: given(({ masterId }) => masterId ?? null) } });
    };
  }

  private async postpone(rows: readonly Row[]): Promise<BulkWork<Row> | undefined> {
    const instantOf = (day: string): string | null =>
      day ? endOfDay(day, this.workshop.settings().timeZone).toISOString() : null;
    const word = (at: string | null | undefined): string => (at ? this.formats.day(at) : '');
    const answer = await this.ask({
      kind: 'dueAt',
      rows,
      options: [],
      before: ({ dueAt }) => word(dueAt),
      after: (_row, day) => word(instantOf(day)),
    });
    if (!answer || !(await this.due.isMeant(answer.chosen))) return undefined;
    return async ({ id, version, dueAt }) => {
      await this.api.changeOrder({ id, body: { version, dueAt: instantOf(answer.chosen) } });
      return () => this.api.changeOrder({ id, body: { dueAt: dueAt ?? null } });
    };
  }

  private async ask(question: BulkQuestion): Promise<BulkAnswer | undefined> {
    const { BulkDialog } = await import('./bulk-dialog');
    return this.dialogs.open<BulkAnswer>(BulkDialog, { data: question, width: '640px' });
  }
}
