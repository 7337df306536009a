import { Component, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Product } from '@verstak/api';
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
  protected readonly formats = inject(Formats);

  readonly product = input.required<Product>();
}
