import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { FormField, form, min, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { CatalogService, type CostMissing, type Product } from '@verstak/api';
import { usualChoice } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';
import { ChoicesField } from '../../ui/fields/choices-field';
import { NumberField } from '../../ui/fields/number-field';
import type { Option } from '../../ui/fields/select-base';
import { SelectField } from '../../ui/fields/select-field';
import { type FiguresRow, FiguresTable } from '../../ui/figures/figures-table';
import { MoneyPipe, SharePipe } from '../../ui/pipes/format-pipes';
import { ProblemState } from '../../ui/states/problem-state';

/** What is looked at: how much of the product, and what is chosen of each of its options. */
interface Had {
  quantity: number | null;
  options: { one: string; some: string[] }[];
}

/** What a product costs, line by line, for a quantity and choices that can be tried here, and what it earns. */
@Component({
  selector: 'app-product-cost',
  imports: [
    ChoicesField,
    FiguresTable,
    FormField,
    MatButton,
    MoneyPipe,
    NumberField,
    ProblemState,
    RouterLink,
    SelectField,
    SharePipe,
    TranslocoPipe,
  ],
  templateUrl: './product-cost.html',
  styleUrls: ['../../ui/forms/form-fields.scss', '../../ui/details/details.scss', './product-cost.scss'],
})
export class ProductCostSection {
  private readonly api = inject(CatalogService);
  private readonly session = inject(Session);
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);

  readonly product = input.required<Product>();
  readonly mayPrice = input(false);
  /** Its price is to be changed to what its target margin needs. */
  readonly raise = output();

  private readonly had = linkedSignal<string, Had>({
    source: () => this.product().id,
    computation: () => this.usual(),
  });
  protected readonly form = form(this.had, (path) => {
    required(path.quantity);
    min(path.quantity, 0.001);
  });
  protected readonly options = computed(() =>
    this.product().options.map(({ name, isMany, isRequired, choices }) => ({
      name,
      isMany,
      isRequired,
      choices: choices.map(({ id, name: label }): Option => ({ value: id, label })),
    })),
  );
  protected readonly cost = liveResource({
    params: () => {
      const { quantity, options } = this.had();
      const choiceIds = options.flatMap(({ one, some }) => (one ? [one] : some));
      return quantity && quantity > 0 ? { id: this.product().id, quantity, choiceIds } : undefined;
    },
    load: (asked) => this.api.getProductCost(asked),
    live: ['Product', 'StockItem', 'Route', 'Workshop'],
    keeps: (former, wanted) => former.id === wanted.id,
  });
  protected readonly isForTarget = computed(() => {
    const { targetPrice, price, isUnderMargin } = this.product();
    return this.mayPrice() && isUnderMargin && targetPrice !== undefined && targetPrice > price;
  });
  protected readonly materialHeaders = headersOf('name', 'quantity', 'unitCost', 'total');
  protected readonly labourHeaders = headersOf('stage', 'minutes', 'hourlyRate', 'total');
  protected readonly materials = computed((): FiguresRow[] => {
    const seesStock = this.session.can('stock:read');
    return (this.cost.value()?.materials ?? []).map(({ stockItemId, name, quantity, unit, cost, total }, index) => ({
      id: `${index}`,
      name,
      ...(seesStock && { link: `/stock/${stockItemId}` }),
      figures: [this.formats.quantity(quantity, unit), this.rate(cost), this.sum(total)],
    }));
  });
  protected readonly labour = computed((): FiguresRow[] => {
    const { labour = [], routeId } = this.cost.value() ?? {};
    const link = routeId && this.session.may(['read', 'Route']) ? { link: `/routes/${routeId}` } : {};
    return labour.map(({ stageId, name, workCentre, minutes, hourlyRate, total }) => ({
      id: stageId,
      name: [name, workCentre].filter(Boolean).join(' · '),
      ...link,
      figures: [this.formats.number(minutes), this.rate(hourlyRate), this.sum(total)],
    }));
  });
  protected readonly missing = computed(() => (this.cost.value()?.missing ?? []).map((one) => this.gap(one)));

  private gap({ gap, stockItemId, name }: CostMissing): { text: string; link?: string } {
    const key = gap === 'rate' && !name ? 'anyRate' : gap;
    const text = this.i18n.t(`catalog.cost.missing.${key}`, { name: name ?? '' });
    return { text, ...(stockItemId && this.session.can('stock:read') && { link: `/stock/${stockItemId}` }) };
  }

  private rate(minor: number | undefined): string {
    return minor === undefined ? '–' : this.formats.money(minor);
  }

  /** A sum that is not known asks for attention. */
  private sum(minor: number | undefined): FiguresRow['figures'][number] {
    return minor === undefined ? { alarm: this.i18n.t('catalog.cost.unknown') } : this.formats.money(minor);
  }

  private usual(): Had {
    const { options } = this.product();
    const { quantity, choiceIds } = usualChoice(this.product());
    return {
      quantity,
      options: options.map(({ isMany, choices }) => {
        const chosen = choices.flatMap(({ id }) => (choiceIds.includes(id) ? [id] : []));
        return isMany ? { one: '', some: chosen } : { one: chosen[0] ?? '', some: [] };
      }),
    };
  }
}

function headersOf(...names: string[]): readonly string[] {
  return names.map((name) => `catalog.cost.${name}`);
}
