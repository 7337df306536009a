import { Component, input } from '@angular/core';
import type { Trade } from '@verstak/domain';

/** What a trade makes, drawn in the colours of the theme. */
@Component({
  selector: 'app-trade-art',
  template: `
    <svg viewBox="0 0 96 64" aria-hidden="true">
      @switch (trade()) {
        @case ('cakes') {
          <path class="soft" d="M24 52h48v-9H24zM30 39h36v-9H30z" />
          <path class="line" d="M24 52V42h48v10zM30 42V30h36v12M30 34c4 5 8 5 12 0s8-5 12 0 8 5 12 0M48 30V20" />
          <path class="mark" d="M48 19c-4-4 0-7 0-10 0 3 4 6 0 10z" />
          <path class="line" d="M18 55h60" />
        }
        @case ('machining') {
          <path class="soft" d="M34 18h28v28H34z" />
          <path
            class="line"
            d="M45 10h6l1 6 5 2 5-3 4 4-3 5 2 5 6 1v6l-6 1-2 5 3 5-4 4-5-3-5 2-1 6h-6l-1-6-5-2-5 3-4-4 3-5-2-5-6-1v-6l6-1 2-5-3-5 4-4 5 3 5-2z"
          />
          <path class="mark" d="M48 25a8 8 0 1 1 0 16 8 8 0 0 1 0-16z" />
        }
        @default {
          <path class="line" stroke-dasharray="4 5" d="M22 12h52v40H22z" />
          <path class="mark" d="M46 22h4v8h8v4h-8v8h-4v-8h-8v-4h8z" />
        }
      }
    </svg>
  `,
  styles: `
    svg {
      display: block;
      width: 96px;
      height: 64px;
    }
    .line {
      fill: none;
      stroke: currentcolor;
      stroke-width: 2;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    .soft {
      fill: var(--mat-sys-primary-container);
    }
    .mark {
      fill: var(--mat-sys-primary);
    }
  `,
})
export class TradeArt {
  /** Without one, an empty workshop. */
  readonly trade = input<Trade>();
}
