import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type OfferListItem, OffersService, RequestsService, type SupplyRequest } from '@verstak/api';
import { type RequestStatus, nextRequestStatuses, outstandingOf } from '@verstak/domain';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { I18n } from '../../core/i18n/i18n';
import { type LiveResourceOptions, liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { PageTitle } from '../../core/platform/page-title';
import { Session } from '../../core/session/session';
import { Workshop } from '../../core/workshop/workshop';
import { liveJournal } from '../../entities/journal';
import { RequestStatusChip } from '../../entities/requests/request-status';
import { History } from '../../ui/history/history';
import { Keycap } from '../../ui/keycap/keycap';
import { Conversation } from '../../entities/conversations/conversation';
import { ListSteps } from '../../ui/list/list-steps';
import { PageHeader } from '../../ui/page-header/page-header';
import { Skeleton } from '../../ui/states/skeleton';
import { DocumentState } from '../../ui/states/document-state';
import { RequestActs } from './request-acts';
import { RequestDetails } from './request-details';
import { RequestItems } from '../../entities/requests/request-items';
import { RequestReceipts } from './request-receipts';
import { RequestWords } from './request-words';

/** Milliseconds between two looks at what the supplier offers, while a check of it says one thing after another. */
const OFFERS_PAUSE = 5_000;
/** So many things in stock are asked of at once, of each of which a supplier may have several offers. */
const ASKED = 50;
const PAGE = 200;

/** Of which things in stock it is asked what a supplier offers. */
interface Wanted {
  supplierId: string;
  ids: string[];
}

/** A request: what is wanted of whom, what the supplier says, what has come, and what was done with it. */
@Component({
  selector: 'app-request-page',
  imports: [
    Conversation,
    DocumentState,
    History,
    Keycap,
    ListSteps,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PageHeader,
    RequestDetails,
    RequestItems,
    RequestReceipts,
    RequestStatusChip,
    RouterLink,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './request-page.html',
  styleUrl: '../../ui/page-columns/page-columns.scss',
})
export class RequestPage {
  private readonly api = inject(RequestsService);
  private readonly offersApi = inject(OffersService);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly acts = inject(RequestActs);
  private readonly i18n = inject(I18n);
  private readonly words = inject(RequestWords);
  private readonly workshop = inject(Workshop);
  private readonly lastViews = inject(LastViews);
  protected readonly list = computed(() => this.lastViews.to('/requests'));

  /** From the address. */
  readonly id = input.required<string>();
  protected readonly place = computed(() => ({ subject: 'SupplyRequest' as const, subjectId: this.id() }));

  private readonly follows: Pick<LiveResourceOptions<unknown, unknown>, 'live' | 'hears'> = {
    live: ['SupplyRequest'],
    hears: ({ id }) => id === this.id(),
  };
  protected readonly request = liveResource({
    params: () => this.id(),
    load: (id) => this.api.getRequest({ id }),
    ...this.follows,
  });
  protected readonly journal = liveJournal({
    params: () => this.id(),
    load: (id, page) => this.api.getRequestHistory({ id, ...page }),
    ...this.follows,
  });
  protected readonly history = computed(() => {
    const entries = this.journal.value();
    return entries && this.words.history(entries, this.request.value()?.items ?? []);
  });
  /** What in stock its supplier still is to bring. */
  private readonly wanted = computed((): Wanted | undefined => {
    const request = this.request.value();
    if (!request || !this.isOpen() || !this.session.can('suppliers:read')) return undefined;
    const ids = request.items.flatMap((item) => (outstandingOf(item) > 0 ? (item.stockItemId ?? []) : []));
    return ids.length ? { supplierId: request.supplierId, ids: [...new Set(ids)] } : undefined;
  });

  /** What the supplier says now of what is still to come, for who may know. */
  protected readonly offers = liveResource({
    params: this.wanted,
    load: (wanted) => this.offersOf(wanted),
    live: ['Offer'],
    pause: OFFERS_PAUSE,
  });
  protected readonly today = computed(() => this.workshop.today());
  protected readonly mayWrite = computed(() => this.session.can('requests:write'));
  protected readonly mayReceive = computed(() => this.session.can('stock:write'));
  /** Steps that may be taken now, the main one first. */
  protected readonly steps = computed((): readonly RequestStatus[] => {
    const request = this.request.value();
    return request && this.mayWrite() ? nextRequestStatuses(request.status, request.items) : [];
  });

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const request = this.request.value();
      if (request)
        title.say(`${this.i18n.t('requests.numbered', { number: request.number })} · ${request.supplierName}`);
    });
    useShortcuts([
      {
        keys: 'KeyE',
        label: 'requests.edit',
        icon: 'edit',
        run: () => void this.router.navigateByUrl(`/requests/${this.id()}/edit`),
        when: () => this.mayWrite() && this.isOpen(),
      },
    ]);
  }

  private async offersOf({ supplierId, ids }: Wanted): Promise<OfferListItem[]> {
    const pages = [];
    for (let start = 0; start < ids.length; start += ASKED) {
      const stockItemId = ids.slice(start, start + ASKED);
      pages.push(this.offersApi.listOffers({ supplierId: [supplierId], stockItemId, sort: 'price', pageSize: PAGE }));
    }
    return (await Promise.all(pages)).flatMap(({ items }) => items);
  }

  protected isOpen(): boolean {
    const status = this.request.value()?.status;
    return status === 'draft' || status === 'in_process';
  }

  protected readonly reload = (): void => {
    this.request.reload();
    this.journal.reload();
  };

  protected step(request: SupplyRequest, status: RequestStatus): void {
    void this.acts.step(request, status, this.take);
  }

  protected receive(request: SupplyRequest): void {
    void this.acts.receive(request, this.take);
  }

  protected answer(request: SupplyRequest): void {
    void this.acts.answer(request, this.take);
  }

  protected reverse(request: SupplyRequest, receiptId: string): void {
    void this.acts.reverse(request, receiptId, this.take);
  }

  protected print({ id }: SupplyRequest): void {
    void this.acts.print([id]);
  }

  protected async delete(request: SupplyRequest): Promise<void> {
    if (await this.acts.delete(request)) await this.router.navigateByUrl('/requests');
  }

  /** The request as an act left it, which brings no hint of its own. */
  private readonly take = (now: SupplyRequest): void => {
    this.request.put(now);
    this.journal.reload();
  };
}
