import { Component, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { filter, map } from 'rxjs';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { PageHeader } from '../../ui/page-header/page-header';
import { DocumentState } from '../../ui/states/document-state';
import { KnownTables } from './known-tables';
import { RowActs } from './row-acts';
import { RowFinder } from './row-finder';
import { TableWords } from './table-words';

/** All tables of the database beside the one that is looked at; where it is narrow, one after the other. */
@Component({
  selector: 'app-tables-page',
  imports: [DocumentState, PageHeader, RouterLink, RouterLinkActive, RouterOutlet, TranslocoPipe],
  providers: [KnownTables, RowActs, RowFinder],
  templateUrl: './tables-page.html',
  styleUrl: './tables-page.scss',
})
export class TablesPage {
  private readonly router = inject(Router);
  private readonly words = inject(TableWords);
  private readonly i18n = inject(I18n);
  protected readonly formats = inject(Formats);
  protected readonly tables = inject(KnownTables);

  protected readonly wanted = signal('');
  private readonly address = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(({ urlAfterRedirects }) => urlAfterRedirects),
    ),
    { initialValue: this.router.url },
  );
  /** A table is looked at. */
  protected readonly isInside = computed(() => /^\/tables\/./.test(this.address()));

  /** By their names in the language of the screen, as far as these hold what was typed. */
  protected readonly shown = computed(() => {
    const wanted = this.wanted().trim().toLowerCase();
    return this.tables
      .all()
      .map(({ name, rows }) => ({ name, rows, label: this.words.tableOf(name) }))
      .filter(({ name, label }) => [name, label].some((one) => one.toLowerCase().includes(wanted)))
      .sort((one, other) => one.label.localeCompare(other.label, this.i18n.language()));
  });
  protected readonly hidden = computed(() =>
    [...Map.groupBy(this.tables.hidden(), ({ reason }) => reason)].map(([reason, some]) => ({
      reason,
      names: some.map(({ name }) => name).join(', '),
    })),
  );
}
