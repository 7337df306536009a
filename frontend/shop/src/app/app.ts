import { isPlatformBrowser } from '@angular/common';
import { Component, DOCUMENT, PLATFORM_ID, afterNextRender, effect, inject } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { accentStyle } from './core/accent-style';
import { Account } from './core/account';
import { Cart } from './core/cart';
import { Language } from './core/language';
import { scrollBack } from './core/scroll-back';
import { Shop } from './core/shop';
import { ShopFoot } from './parts/shop-foot';

/** The shop: its name, the way to the cart, and the page. */
@Component({
  selector: 'shop-root',
  imports: [RouterLink, RouterOutlet, ShopFoot, TranslocoPipe],
  templateUrl: './app.html',
  styleUrl: './app.scss',
})
export class App {
  protected readonly shop = inject(Shop);
  protected readonly account = inject(Account);
  protected readonly cart = inject(Cart);
  protected readonly language = inject(Language);

  constructor() {
    if (isPlatformBrowser(inject(PLATFORM_ID))) scrollBack();
    const { documentElement: root } = inject(DOCUMENT);
    effect(() => {
      const accent = this.shop.about()?.accent;
      if (accent) root.setAttribute('style', accentStyle(accent));
    });
    afterNextRender(() => void this.account.resume());
  }
}
