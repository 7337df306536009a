import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { StockItem } from '@verstak/api';
import { Session } from '../../core/session/session';
import { DayPipe, MoneyPipe, QuantityPipe } from '../../ui/pipes/format-pipes';
import { StockStateChip } from '../../entities/stock/stock-state';

/** How much there is of something, and what is written of it. */
@Component({
  selector: 'app-stock-details',
  imports: [DayPipe, MatIcon, MoneyPipe, QuantityPipe, RouterLink, StockStateChip, TranslocoPipe],
  templateUrl: './stock-details.html',
  styleUrls: ['../../ui/details/details.scss', '../../ui/details/note.scss'],
})
export class StockDetails {
  private readonly session = inject(Session);

  readonly item = input.required<StockItem>();
  readonly maySeeSupplier = input(false);
  protected readonly maySeeRequests = computed(() => this.session.can('requests:read'));
}
