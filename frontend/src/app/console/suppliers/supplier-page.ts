import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Supplier, SuppliersService } from '@verstak/api';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { type LiveResourceOptions, liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { PageTitle } from '../../core/platform/page-title';
import { Session } from '../../core/session/session';
import { History } from '../../ui/history/history';
import { Keycap } from '../../ui/keycap/keycap';
import { ListSteps } from '../../ui/list/list-steps';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StaleNote } from '../../ui/states/stale-note';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { type ArchivedKind, Archiving } from '../../entities/archiving';
import { liveJournal } from '../../entities/journal';
import { SupplierDetails } from './supplier-details';
import { SupplierWords } from '../../entities/suppliers/supplier-words';

/** The card of a supplier: how to reach them, how long a delivery takes, and what was changed. */
@Component({
  selector: 'app-supplier-page',
  imports: [
    SupplierDetails,
    History,
    Keycap,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    ListSteps,
    PageHeader,
    ProblemState,
    RouterLink,
    Skeleton,
    StaleNote,
    StatusChip,
    TranslocoPipe,
  ],
  templateUrl: './supplier-page.html',
  styleUrl: '../../ui/page-columns/page-columns.scss',
})
export class SupplierPage {
  private readonly api = inject(SuppliersService);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly archiving = inject(Archiving);
  private readonly words = inject(SupplierWords);
  protected readonly lastViews = inject(LastViews);

  /** From the address. */
  readonly id = input.required<string>();

  private readonly follows: Pick<LiveResourceOptions<unknown, unknown>, 'live' | 'hears'> = {
    live: ['Supplier'],
    hears: ({ id }) => id === this.id(),
  };
  protected readonly supplier = liveResource({
    params: () => this.id(),
    load: (id) => this.api.getSupplier({ id }),
    ...this.follows,
  });
  protected readonly journal = liveJournal({
    params: () => this.id(),
    load: (id, page) => this.api.getSupplierHistory({ id, ...page }),
    ...this.follows,
  });
  protected readonly history = computed(() => {
    const entries = this.journal.value();
    return entries && this.words.history(entries);
  });
  protected readonly mayWrite = computed(() => this.session.can('suppliers:write'));

  private readonly kind: ArchivedKind = {
    words: 'suppliers.',
    put: (id, isArchived) => this.api.archiveSupplier({ id, body: { isArchived } }),
    remove: (id) => this.api.deleteSupplier({ id }),
    inUse: { code: 'supplier.in_use', words: 'suppliers.inUse.' },
  };

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const supplier = this.supplier.value();
      if (supplier) title.say(supplier.name);
    });
    useShortcuts([
      {
        keys: 'KeyE',
        label: 'suppliers.edit',
        icon: 'edit',
        run: () => this.go(`/suppliers/${this.id()}/edit`),
        when: () => this.mayWrite(),
      },
    ]);
  }

  /** After an own act, which brings no hint. */
  protected readonly reload = (): void => {
    this.supplier.reload();
    this.journal.reload();
  };

  protected archive(supplier: Supplier): void {
    void this.archiving.archive(this.kind, supplier, !supplier.isArchived, this.reload);
  }

  protected async delete(supplier: Supplier): Promise<void> {
    if (await this.archiving.delete(this.kind, supplier, this.reload)) this.go('/suppliers');
  }

  private go(address: string): void {
    void this.router.navigateByUrl(address);
  }
}
