import { Component, inject, input } from '@angular/core';
import { type Params, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Formats } from '../../core/i18n/formats';

/** One view of a page, at an address of its own. */
export interface ViewTab {
  key: string;
  /** Translation key. */
  label: string;
  /** Query parameters that show it; merged into the address, `null` takes one away. */
  params: Params;
  isCurrent: boolean;
  /** Shown beside the label where it is not zero. */
  count?: number;
  /** The count asks for attention. */
  isAlarming?: boolean;
}

/** Views of one page as links, so that each has an address and opens in a new tab: presets of a list, parts of a card. */
@Component({
  selector: 'ui-view-tabs',
  imports: [RouterLink, TranslocoPipe],
  template: `
    <nav [attr.aria-label]="label()">
      <ul>
        @for (tab of tabs(); track tab.key) {
          <li>
            <a
              routerLink="."
              queryParamsHandling="merge"
              [queryParams]="tab.params"
              [class.on]="tab.isCurrent"
              [attr.aria-current]="tab.isCurrent ? 'page' : null"
            >
              {{ tab.label | transloco }}
              @if (tab.count) {
                <span class="count" [class.alarming]="tab.isAlarming">{{ formats.number(tab.count) }}</span>
              }
            </a>
          </li>
        }
      </ul>
    </nav>
  `,
  styleUrl: './view-tabs.scss',
})
export class ViewTabs {
  protected readonly formats = inject(Formats);
  readonly tabs = input.required<readonly ViewTab[]>();
  /** Accessible name, translated. */
  readonly label = input.required<string>();
}
