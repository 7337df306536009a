import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import { TRADES } from '@verstak/domain';
import { NoteBar } from '../../ui/states/note-bar';
import { Demo } from './demo';
import { TradeArt } from './trade-art';

/** Offers an empty workshop a demo of a trade, or to begin without. */
@Component({
  selector: 'app-demo-offer',
  imports: [MatButton, NoteBar, TradeArt, TranslocoPipe],
  template: `
    @if (demo.refusal()) {
      <ui-note-bar [text]="'demo.failed' | transloco" />
    }
    <ul>
      @for (trade of trades; track trade) {
        <li>
          <app-trade-art [trade]="trade" />
          <h3>{{ 'demo.trade.' + trade + '.name' | transloco }}</h3>
          <p class="muted">{{ 'demo.trade.' + trade + '.text' | transloco }}</p>
          <button
            mat-stroked-button
            type="button"
            [disabled]="demo.isActing()"
            [attr.aria-label]="'demo.chooseOne' | transloco: { trade: ('demo.trade.' + trade + '.name' | transloco) }"
            (click)="demo.choose(trade)"
          >
            {{ 'demo.choose' | transloco }}
          </button>
        </li>
      }
      @if (demo.isOffered()) {
        <li>
          <app-trade-art />
          <h3>{{ 'demo.empty.name' | transloco }}</h3>
          <p class="muted">{{ 'demo.empty.text' | transloco }}</p>
          <button mat-button type="button" [disabled]="demo.isActing()" (click)="demo.decline()">
            {{ 'demo.empty.action' | transloco }}
          </button>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 180px), 1fr));
      gap: 8px;
      margin-top: 16px;
    }
    li {
      display: grid;
      grid-template-rows: auto auto 1fr auto;
      gap: 8px;
      justify-items: start;
      padding: 16px;
      border: var(--v-line);
      border-radius: 12px;
      background: var(--mat-sys-surface-container-lowest);
    }
    h3 {
      margin: 0;
    }
  `,
})
export class DemoOffer {
  protected readonly demo = inject(Demo);
  protected readonly trades = TRADES;
}
