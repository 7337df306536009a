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
        @case ('souvenirs') {
          <path class="soft" d="M28 20h30v34H28z" />
          <path
            class="line"
            d="M28 18h30v32a4 4 0 0 1-4 4H32a4 4 0 0 1-4-4zM58 25h5a6 6 0 0 1 6 6v3a6 6 0 0 1-6 6h-5"
          />
          <path class="mark" d="M43 44c-9-6-8-13-4-14 2 0 4 1 4 3 0-2 2-3 4-3 4 1 5 8-4 14z" />
          <path class="line" d="M36 12c-3-3 2-4 0-7M43 12c-3-3 2-4 0-7M50 12c-3-3 2-4 0-7" />
        }
        @case ('print') {
          <path class="soft" d="M22 28h52v18H22z" />
          <path class="line" d="M32 28V12h32v16M22 28h52v18H64M32 46H22V28M32 40h32v14H32zM38 45h20M38 49h14" />
          <path class="mark" d="M66 32h4v4h-4z" />
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
