import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { StockState } from '@verstak/domain';
import { StatusChip, type StatusLook } from '../../ui/status-chip/status-chip';

/** How each state of a stock looks; told apart without colour by icon and word. */
const LOOKS: Record<StockState, StatusLook> = {
  short: { tone: 'bad', icon: 'error' },
  out: { tone: 'bad', icon: 'cancel' },
  low: { tone: 'warn', icon: 'sort-down' },
  enough: { tone: 'good', icon: 'check' },
  uncounted: { tone: 'neutral', icon: 'draft' },
};

/** How it stands with something in stock: icon, word and colour. */
@Component({
  selector: 'app-stock-state',
  imports: [StatusChip, TranslocoPipe],
  template: `<ui-status-chip [look]="look()">{{ 'stock.state.' + state() | transloco }}</ui-status-chip>`,
})
export class StockStateChip {
  readonly state = input.required<StockState>();
  protected readonly look = computed(() => LOOKS[this.state()]);
}
