import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { type DeskRequest, type RequestItemAnswer, SupplierDeskService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { PageTitle } from '../../core/platform/page-title';
import { Toasts } from '../../core/toasts/toasts';
import { Workshop } from '../../core/workshop/workshop';
import type { AnswerTask } from '../../entities/requests/answer-dialog';
import { Conversation } from '../../entities/conversations/conversation';
import { RequestItems } from '../../entities/requests/request-items';
import { RequestStatusChip } from '../../entities/requests/request-status';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { PageHeader } from '../../ui/page-header/page-header';
import { MomentPipe } from '../../ui/pipes/format-pipes';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StaleNote } from '../../ui/states/stale-note';

/** A request as its supplier reads it, and answers: all of it at once, or item by item with prices and days. */
@Component({
  selector: 'app-incoming-page',
  imports: [
    Conversation,
    MatButton,
    MatIcon,
    MomentPipe,
    PageHeader,
    ProblemState,
    RequestItems,
    RequestStatusChip,
    Skeleton,
    StaleNote,
    TranslocoPipe,
  ],
  templateUrl: './incoming-page.html',
  styleUrls: ['../../ui/details/details.scss', '../../ui/details/note.scss'],
})
export class IncomingPage {
  private readonly api = inject(SupplierDeskService);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);
  protected readonly back = inject(LastViews).left('/supply/requests');

  /** From the address. */
  readonly id = input.required<string>();
  protected readonly place = computed(() => ({ subject: 'SupplyRequest' as const, subjectId: this.id() }));

  protected readonly today = computed(() => this.workshop.today());
  protected readonly request = liveResource({
    params: () => this.id(),
    load: (id) => this.api.getDeskRequest({ id }),
    live: ['SupplyRequest'],
    hears: ({ id }) => id === this.id(),
  });
  private readonly open = computed(() => {
    const request = this.request.value();
    return request?.status === 'in_process' ? request.items : [];
  });
  protected readonly isOpen = computed(() => this.request.value()?.status === 'in_process');
  protected readonly waiting = computed(() => this.open().filter(({ state }) => state === 'waiting'));
  protected readonly accepted = computed(() => this.open().filter(({ state }) => state === 'accepted'));

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const request = this.request.value();
      if (request) title.say(this.i18n.t('requests.numbered', { number: request.number }));
    });
  }

  /** Accepts what waits, at the prices and days that are wished. */
  protected async acceptAll(request: DeskRequest): Promise<void> {
    await this.say(request, 'incoming.acceptedAll', this.waiting(), { answer: 'accepted' });
  }

  /** What was accepted is on its way since today. */
  protected async sendAll(request: DeskRequest): Promise<void> {
    await this.say(request, 'incoming.sentAll', this.accepted(), { sentDay: this.today() });
  }

  protected async answer(request: DeskRequest): Promise<void> {
    const { AnswerDialog } = await import('../../entities/requests/answer-dialog');
    const data: AnswerTask<DeskRequest> = {
      request,
      heading: 'incoming.answering',
      needsReason: true,
      answer: (body) => this.api.answerDeskRequest({ id: request.id, body }),
    };
    const now = await this.dialogs.open<DeskRequest>(AnswerDialog, { data, width: '920px' });
    if (!now) return;
    this.request.put(now);
    this.toasts.say('incoming.answered', { number: now.number });
  }

  private async say(
    { id, number, version }: DeskRequest,
    words: string,
    items: readonly { id: string }[],
    said: Omit<RequestItemAnswer, 'itemId'>,
  ): Promise<void> {
    try {
      const body = { version, items: items.map((item) => ({ itemId: item.id, ...said })) };
      this.request.put(await this.api.answerDeskRequest({ id, body }));
      this.toasts.say(words, { number });
    } catch (error) {
      this.toasts.fail(error);
      this.request.reload();
    }
  }
}
