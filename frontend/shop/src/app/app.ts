import { Component, inject } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Cart } from './core/cart';
import { Language } from './core/language';
import { Shop } from './core/shop';

/** The shop: its name, the way to the cart, and the page. */
@Component({
  selector: 'shop-root',
  imports: [RouterLink, RouterOutlet, TranslocoPipe],
  templateUrl: './app.html',
  styleUrl: './app.scss',
})
export class App {
  protected readonly shop = inject(Shop);
  protected readonly cart = inject(Cart);
  protected readonly language = inject(Language);
}
