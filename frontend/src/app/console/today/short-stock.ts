import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { StockService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';

/** Milliseconds between two counts while orders change one after another. */
const COUNT_PAUSE = 30_000;

/** Of how many things in stock orders want more than there is, and the way to them; nothing where there are none. */
@Component({
  selector: 'app-short-stock',
  imports: [MatButton, MatIcon, RouterLink, TranslocoPipe],
  template: `
    @if (short.value(); as count) {
      <a mat-stroked-button routerLink="/stock" [queryParams]="{ state: 'short' }">
        <mat-icon svgIcon="stock" />{{ 'today.short' | transloco: { count } }}
      </a>
    }
  `,
})
export class ShortStock {
  private readonly api = inject(StockService);
  private readonly session = inject(Session);

  protected readonly short = liveResource({
    params: () => this.session.can('stock:read') || undefined,
    load: async () => (await this.api.listStock({ state: ['short'], pageSize: 1 })).total,
    live: ['StockItem'],
    pause: COUNT_PAUSE,
  });
}
