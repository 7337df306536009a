import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Product } from '@verstak/api';
import { Session } from '../../core/session/session';
import { quantitiesOf } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { MoneyPipe, QuantityPipe } from '../../ui/pipes/format-pipes';

/** What a product is, costs and takes, to read. */
@Component({
  selector: 'app-product-details',
  imports: [MoneyPipe, QuantityPipe, RouterLink, TranslocoPipe],
  templateUrl: './product-details.html',
  styleUrls: ['../../ui/details/details.scss', './product-details.scss'],
})
export class ProductDetails {
  private readonly session = inject(Session);
  protected readonly formats = inject(Formats);

  readonly product = input.required<Product>();
  protected readonly seesStock = computed(() => this.session.can('stock:read'));
  /** The choices with which a material goes into the product, by id. */
  protected readonly choiceNames = computed(
    () => new Map(this.product().options.flatMap(({ choices }) => choices.map(({ id, name }) => [id, name]))),
  );
  protected readonly sold = computed(() => {
    const [{ unit }, { least, step }] = [this.product(), quantitiesOf(this.product())];
    return { least: this.formats.quantity(least, unit), step: this.formats.quantity(step, unit) };
  });
}
