import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Shop } from '../core/shop';
import { OpeningHours } from './opening-hours';

/** Under every page: who sells, when and how they are reached, and the pages that a shop owes its customers. */
@Component({
  selector: 'shop-foot',
  imports: [OpeningHours, RouterLink, TranslocoPipe],
  template: `
    @if (shop.about(); as about) {
      <div>
        <p class="name">{{ about.name }}</p>
        @if (about.address) {
          <p>{{ about.address }}</p>
        }
        @if (about.phone) {
          <p>
            <a [href]="'tel:' + about.phone">{{ about.phone }}</a>
          </p>
        }
        @if (about.email) {
          <p>
            <a [href]="'mailto:' + about.email">{{ about.email }}</a>
          </p>
        }
      </div>
      <shop-opening-hours />
      @if (about.pages.length) {
        <nav [attr.aria-label]="'shop.legal.title' | transloco">
          @for (page of about.pages; track page) {
            <a [routerLink]="['/pages', page]">{{ 'shop.legal.' + page | transloco }}</a>
          }
        </nav>
      }
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 16px 48px;
      color: var(--mat-sys-on-surface-variant);
      font-size: 14px;
    }
    .name {
      color: var(--mat-sys-on-surface);
      font-weight: 550;
    }
    a {
      display: inline-flex;
      align-items: center;
      min-height: 32px;
    }
    nav {
      display: grid;
      align-content: start;
    }
  `,
})
export class ShopFoot {
  protected readonly shop = inject(Shop);
}
