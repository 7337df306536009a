import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { CatalogService, type Product } from '@verstak/api';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { type LiveResourceOptions, liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { PageTitle } from '../../core/platform/page-title';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import type { FilePlace } from '../../entities/files/file-place';
import { type ArchivedKind, Archiving } from '../../entities/archiving';
import { FilesPanel } from '../../entities/files/files-panel';
import { liveJournal } from '../../entities/journal';
import { History } from '../../ui/history/history';
import { Keycap } from '../../ui/keycap/keycap';
import { ListSteps } from '../../ui/list/list-steps';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StaleNote } from '../../ui/states/stale-note';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { ProductDetails } from './product-details';
import { ProductWords } from './product-words';

/** A product: what it is, costs and takes, how it can be had, its pictures, and what was changed. */
@Component({
  selector: 'app-product-page',
  imports: [
    FilesPanel,
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
    ProblemState,
    ProductDetails,
    RouterLink,
    Skeleton,
    StaleNote,
    StatusChip,
    TranslocoPipe,
  ],
  templateUrl: './product-page.html',
  styleUrl: '../../ui/page-columns/page-columns.scss',
})
export class ProductPage {
  private readonly api = inject(CatalogService);
  private readonly router = inject(Router);
  private readonly archiving = inject(Archiving);
  private readonly words = inject(ProductWords);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  protected readonly lastViews = inject(LastViews);

  /** From the address. */
  readonly id = input.required<string>();

  private readonly follows: Pick<LiveResourceOptions<unknown, unknown>, 'live' | 'hears'> = {
    live: ['Product'],
    hears: ({ id }) => id === this.id(),
  };
  protected readonly product = liveResource({
    params: () => this.id(),
    load: (id) => this.api.getProduct({ id }),
    ...this.follows,
  });
  protected readonly journal = liveJournal({
    params: () => (this.mayWrite() ? this.id() : undefined),
    load: (id, page) => this.api.getProductHistory({ id, ...page }),
    ...this.follows,
  });
  protected readonly history = computed(() => this.words.history(this.journal.value() ?? []));
  protected readonly place = computed<FilePlace>(() => ({ subject: 'Product', subjectId: this.id() }));
  protected readonly mayWrite = computed(() => this.session.can('catalog:write'));

  private readonly kind: ArchivedKind = {
    words: 'catalog.',
    put: (id, isArchived) => this.api.archiveProduct({ id, body: { isArchived } }),
    remove: (id) => this.api.deleteProduct({ id }),
    inUse: { code: 'product.in_orders', words: 'catalog.inOrders.' },
  };

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const product = this.product.value();
      if (product) title.say(product.name);
    });
    const run = (): void => this.go(`/catalog/${this.id()}/edit`);
    useShortcuts([{ keys: 'KeyE', label: 'catalog.edit', icon: 'edit', run, when: () => this.mayWrite() }]);
  }

  /** After an own act, which brings no hint. */
  protected readonly reload = (): void => {
    this.product.reload();
    this.journal.reload();
  };

  /** The first picture stands for the product in the shop. */
  protected async reorder({ id }: Product, pictureIds: string[]): Promise<void> {
    try {
      this.product.put(await this.api.changeProduct({ id, body: { pictureIds } }));
      this.journal.reload();
    } catch (error) {
      this.toasts.fail(error);
      this.product.reload();
    }
  }

  protected archive(product: Product): void {
    void this.archiving.archive(this.kind, product, !product.isArchived, this.reload);
  }

  protected async delete(product: Product): Promise<void> {
    if (await this.archiving.delete(this.kind, product, this.reload)) this.go('/catalog');
  }

  private go(address: string): void {
    void this.router.navigateByUrl(address);
  }
}
