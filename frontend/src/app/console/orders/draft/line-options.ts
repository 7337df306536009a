import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ProductChoice, ProductOption, ProductQuestion } from '@verstak/api';
import { MAX_ANSWER, isSoldAs, missingOf, quantitiesOf } from '@verstak/domain';
import { Formats } from '../../../core/i18n/formats';
import { ChoicesField } from '../../../ui/fields/choices-field';
import { DateField } from '../../../ui/fields/date-field';
import type { Option } from '../../../ui/fields/select-base';
import { SelectField } from '../../../ui/fields/select-field';
import { TextField } from '../../../ui/fields/text-field';
import type { LineRow } from '../../../ui/line-grid/line-column';
import { FileAnswer } from './file-answer';
import { OF_NO_PRODUCT, answeredInstead, chosenInstead, priceWith } from './line-product';
import { OfferedProducts } from './offered-products';
import type { LineDraft } from './order-draft';

/** What is chosen and filled in of the product of a line; the price follows as long as nobody has set another. */
@Component({
  selector: 'app-line-options',
  imports: [ChoicesField, DateField, FileAnswer, MatButton, RouterLink, SelectField, TextField, TranslocoPipe],
  templateUrl: './line-options.html',
  styleUrl: './line-options.scss',
  host: { '(keydown.enter)': 'stay($event)' },
})
export class LineOptions {
  private readonly products = inject(OfferedProducts);
  private readonly formats = inject(Formats);

  readonly row = input.required<LineRow<LineDraft>>();
  /** The order, where it is stored. */
  readonly orderId = input<string>();
  protected readonly line = computed(() => this.row()().value());
  protected readonly product = computed(() => {
    const { productId } = this.line();
    return productId ? this.products.get(productId) : undefined;
  });
  protected readonly missing = computed(() => {
    const product = this.product();
    return product ? missingOf(product, this.line()).join(', ') : '';
  });

  /** How the product is sold, where the line has another quantity: customers could not order it. */
  protected readonly notSold = computed(() => {
    const [product, { quantity }] = [this.product(), this.line()];
    if (!product || quantity === null || isSoldAs(quantity, product)) return undefined;
    const { least, step } = quantitiesOf(product);
    return { least: this.formats.quantity(least, product.unit), step: this.formats.quantity(step, product.unit) };
  });

  protected choicesOf({ choices }: ProductOption): readonly Option[] {
    return choices.map((choice) => ({ value: choice.id, label: this.nameOf(choice) }));
  }

  protected chosenOf({ choices }: ProductOption): string[] {
    const { choiceIds } = this.line();
    return choices.map(({ id }) => id).filter((id) => choiceIds.includes(id));
  }

  protected choose({ id }: ProductOption, chosen: readonly string[]): void {
    const product = this.product();
    if (!product) return;
    this.change({ choiceIds: chosenInstead(product, id, this.line(), chosen) });
  }

  protected answerTo({ id }: ProductQuestion): string {
    return this.line().answers.find(({ questionId }) => questionId === id)?.value ?? '';
  }

  protected lettersOf({ maxLength }: ProductQuestion): number {
    return maxLength ?? MAX_ANSWER;
  }

  protected answer(question: ProductQuestion, value: string): void {
    if (value === this.answerTo(question)) return;
    this.change({ answers: answeredInstead(this.line(), question.id, value) });
  }

  /** The line keeps what it is called and what it costs. */
  protected detach(): void {
    this.set(OF_NO_PRODUCT);
  }

  /** Enter in a field sends no form. */
  protected stay(event: Event): void {
    if (event.target instanceof HTMLInputElement) event.preventDefault();
  }

  private change(wanted: Partial<LineDraft>): void {
    const [product, before] = [this.product(), this.line()];
    if (!product) return;
    const follows = before.unitPrice === null || before.unitPrice === priceWith(product, before);
    const price = priceWith(product, { ...before, ...wanted });
    this.set({ ...wanted, ...(follows && { unitPrice: price }) });
  }

  private set(fields: Partial<LineDraft>): void {
    const state = this.row()();
    state.value.update((line) => ({ ...line, ...fields }));
    state.markAsDirty();
  }

  private nameOf({ name, price }: ProductChoice): string {
    return price ? `${name} (${this.formats.addition(price)})` : name;
  }
}
