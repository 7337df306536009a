import { Service, inject } from '@angular/core';
import { RequestsService, type SupplyRequest, type SupplyRequestListItem } from '@verstak/api';
import { MOST_IDS, type RequestStatus } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { PdfTabs } from '../../core/platform/pdf-tabs';
import { Toasts } from '../../core/toasts/toasts';
import type { AnswerTask } from '../../entities/requests/answer-dialog';
import { Dialogs } from '../../ui/dialogs/dialogs';
import type { BulkAct } from '../../ui/list/bulk';

/** Steps of which somebody is asked first: they cannot be taken back as they were. */
const ASKED: readonly RequestStatus[] = ['done', 'cancelled'];

/** Takes the steps of requests, receives, notes answers and deletes drafts, with what must be asked and said around it. */
@Service()
export class RequestActs {
  private readonly api = inject(RequestsService);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly i18n = inject(I18n);
  private readonly tabs = inject(PdfTabs);

  /** What is done with several requests of a list. */
  readonly inBulk: readonly BulkAct<SupplyRequestListItem>[] = [
    {
      key: 'send',
      label: 'requests.step.in_process',
      icon: 'suppliers',
      applies: ({ status }) => status === 'draft',
      start:
        async () =>
        async ({ id }) => {
          await this.api.stepRequest({ id, body: { status: 'in_process' } });
          return () => this.api.stepRequest({ id, body: { status: 'draft' } });
        },
    },
    {
      key: 'print',
      label: 'requests.print',
      icon: 'print',
      most: MOST_IDS,
      applies: () => true,
      start: async (rows) => {
        await this.print(rows.map(({ id }) => id));
        return undefined;
      },
    },
  ];

  /** Takes a step; sending can be called back for 10 seconds. Gives the request as it then stands. */
  async step(request: SupplyRequest, status: RequestStatus, changed: (now: SupplyRequest) => void): Promise<void> {
    const params = { number: request.number, supplier: request.supplierName };
    const words = `requests.ask.${status}`;
    const isAsked = ASKED.includes(status);
    if (
      isAsked &&
      !(await this.dialogs.confirm({
        title: `${words}.title`,
        text: `${words}.text`,
        action: `${words}.action`,
        params,
      }))
    )
      return;
    try {
      changed(await this.put(request, status));
    } catch (error) {
      return this.toasts.fail(error);
    }
    if (status !== 'in_process') this.toasts.say(`requests.stepped.${status}`, params);
    else
      this.toasts.offerUndo('requests.stepped.in_process', params, async () =>
        changed(await this.put(request, 'draft')),
      );
  }

  /** Receives what came, in a dialog; can be taken back for 10 seconds. */
  async receive(request: SupplyRequest, changed: (now: SupplyRequest) => void): Promise<void> {
    const { ReceiveDialog } = await import('./receive-dialog');
    const now = await this.dialogs.open<SupplyRequest>(ReceiveDialog, { data: request, width: '760px' });
    if (!now) return;
    changed(now);
    const known = new Set(request.receipts.map(({ id }) => id));
    const receipts = now.receipts.filter(({ id }) => !known.has(id));
    this.toasts.offerUndo('requests.received', { number: now.number, count: receipts.length }, async () => {
      let last = now;
      for (const { id: receiptId } of receipts)
        last = await this.api.reverseReceipt({ id: now.id, body: { receiptId } });
      changed(last);
    });
  }

  /** Takes a receipt back after asking. */
  async reverse(request: SupplyRequest, receiptId: string, changed: (now: SupplyRequest) => void): Promise<void> {
    const isAgreed = await this.dialogs.confirm({
      title: 'requests.ask.reverse.title',
      text: 'requests.ask.reverse.text',
      action: 'requests.ask.reverse.action',
    });
    if (!isAgreed) return;
    try {
      changed(await this.api.reverseReceipt({ id: request.id, body: { receiptId } }));
      this.toasts.say('requests.reversed');
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  /** Notes what the supplier says, in a dialog. */
  async answer(request: SupplyRequest, changed: (now: SupplyRequest) => void): Promise<void> {
    const { AnswerDialog } = await import('../../entities/requests/answer-dialog');
    const data: AnswerTask<SupplyRequest> = {
      request,
      heading: 'requests.answering',
      answer: (body) => this.api.answerRequest({ id: request.id, body }),
    };
    const now = await this.dialogs.open<SupplyRequest>(AnswerDialog, { data, width: '920px' });
    if (!now) return;
    changed(now);
    this.toasts.say('requests.answered', { number: now.number });
  }

  /** Opens requests as pages to print. */
  async print(ids: string[]): Promise<void> {
    await this.tabs.open(() => this.api.printRequests({ ids, lang: this.i18n.language() }));
  }

  /** Deletes a draft after asking; gives whether it is gone. */
  async delete({ id, number }: SupplyRequest): Promise<boolean> {
    const isAgreed = await this.dialogs.confirm({
      title: 'requests.ask.delete.title',
      text: 'requests.ask.delete.text',
      action: 'requests.ask.delete.action',
      params: { number },
      isDestructive: true,
    });
    if (!isAgreed) return false;
    try {
      await this.api.deleteRequest({ id });
      this.toasts.say('requests.deleted', { number });
      return true;
    } catch (error) {
      this.toasts.fail(error);
      return false;
    }
  }

  private put({ id }: SupplyRequest, status: RequestStatus): Promise<SupplyRequest> {
    return this.api.stepRequest({ id, body: { status } });
  }
}
