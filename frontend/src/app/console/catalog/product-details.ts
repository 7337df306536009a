import { Component, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Product, ProductChoice } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { MoneyPipe } from '../../ui/pipes/format-pipes';

/** What a product is, costs and takes, to read. */
@Component({
  selector: 'app-product-details',
  imports: [MoneyPipe, TranslocoPipe],
  templateUrl: './product-details.html',
  styleUrls: ['../../ui/details/details.scss', './product-details.scss'],
})
export class ProductDetails {
  private readonly formats = inject(Formats);

  readonly product = input.required<Product>();

  /** What a choice adds, with its sign; empty for nothing. */
  protected addedBy({ price }: ProductChoice): string {
    if (!price) return '';
    return `${price > 0 ? '+' : '−'}${this.formats.money(Math.abs(price))}`;
  }
}
