import { Component, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { type Params, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Formats } from '../../core/i18n/formats';
import type { IconName } from '../icon/icons';

/** One view of a page, at an address of its own. */
export interface ViewTab {
  key: string;
  /** A translation key, unless `isTranslated`. */
  label: string;
  isTranslated?: boolean;
  /** Its page, where it is not of the same one. */
  link?: string;
  /** Query parameters that show it; merged into the address, `null` takes one away. */
  params: Params;
  isCurrent: boolean;
  /** Shown beside the label where it is not zero. */
  count?: number;
  /** The count asks for attention. */
  isAlarming?: boolean;
  /** Tells it from others; `label` is a translation key. */
  mark?: { icon: IconName; label: string };
}

/**
 * Views of one page as links, so that each has an address and opens in a new tab: views of a list, parts of a card. What
 * can be done with them is projected after them.
 */
@Component({
  selector: 'ui-view-tabs',
  imports: [MatIcon, RouterLink, TranslocoPipe],
  template: `
    <nav [attr.aria-label]="label()">
      <ul>
        @for (tab of tabs(); track tab.key) {
          <li>
            <a
              [routerLink]="tab.link ?? '.'"
              queryParamsHandling="merge"
              [queryParams]="tab.params"
              [class.on]="tab.isCurrent"
              [attr.aria-current]="tab.isCurrent ? 'page' : null"
            >
              <span class="name">{{ tab.isTranslated ? tab.label : (tab.label | transloco) }}</span>
              @if (tab.mark; as mark) {
                <mat-icon aria-hidden="true" [svgIcon]="mark.icon" />
                <span class="visually-hidden">{{ mark.label | transloco }}</span>
              }
              @if (tab.count) {
                <span class="count" [class.alarming]="tab.isAlarming">{{ formats.number(tab.count) }}</span>
              }
            </a>
          </li>
        }
      </ul>
      <ng-content />
    </nav>
  `,
  styleUrl: './view-tabs.scss',
  host: { class: 'no-print' },
})
export class ViewTabs {
  protected readonly formats = inject(Formats);
  readonly tabs = input.required<readonly ViewTab[]>();
  /** Accessible name, translated. */
  readonly label = input.required<string>();
}
