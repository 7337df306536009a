import { Component, RESPONSE_INIT, computed, effect, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { ShopService } from '@verstak/api';
import { PageMeta } from '../core/page-meta';
import { Shop } from '../core/shop';

/** A page that the shop owes its customers, as plain text. */
@Component({
  selector: 'shop-text-page',
  imports: [RouterLink, TranslocoPipe],
  template: `
    @if (found.error()) {
      <h1>{{ 'shop.missing' | transloco }}</h1>
      <p>
        <a routerLink="/">{{ 'shop.toCatalog' | transloco }}</a>
      </p>
    } @else if (text(); as said) {
      <h1>{{ 'shop.legal.' + name() | transloco }}</h1>
      <div class="text" [attr.lang]="said.language">{{ said.text }}</div>
    } @else {
      <p class="muted" aria-busy="true">{{ 'shop.loading' | transloco }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 16px;
      max-width: 72ch;
    }
    .text {
      white-space: pre-line;
    }
  `,
})
export class TextPage {
  private readonly api = inject(ShopService);
  private readonly shop = inject(Shop);

  /** From the address. */
  readonly name = input.required<string>();

  protected readonly found = resource({
    params: () => this.name(),
    loader: ({ params: name }) => this.api.getShopPage({ name }),
  });
  protected readonly text = computed(() =>
    this.found.hasValue() ? this.shop.text(this.found.value().text) : undefined,
  );

  constructor() {
    const [meta, response] = [inject(PageMeta), inject(RESPONSE_INIT, { optional: true })];
    const i18n = inject(TranslocoService);
    effect(() => {
      const text = this.text();
      if (text)
        meta.say(i18n.translate<string>(`shop.legal.${this.name()}`), text.text, { path: `/pages/${this.name()}` });
      else if (this.found.error() && response) response.status = 404;
    });
  }
}
