import {
  Component,
  RESPONSE_INIT,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type ProductOption, type ShopArtwork, type ShopProduct, ShopService } from '@verstak/api';
import {
  detailWords,
  detailsOf,
  lineTotal,
  MAX_ANSWER,
  missingOf,
  nearestSold,
  priceOf,
  quantitiesOf,
} from '@verstak/domain';
import { Cart } from '../core/cart';
import { PageMeta } from '../core/page-meta';
import { pictureAddress } from '../core/picture-address';
import { Shop } from '../core/shop';
import { productOf } from '../core/structured-data';
import { Availability } from '../parts/availability';
import { FileQuestion } from '../parts/file-question';
import { OtherProducts } from '../parts/other-products';

/** A product: what it is, how it can be had, for how much and by when. */
@Component({
  selector: 'shop-product-page',
  imports: [Availability, FileQuestion, OtherProducts, RouterLink, TranslocoPipe],
  templateUrl: './product-page.html',
  styleUrl: './product-page.scss',
})
export class ProductPage {
  private readonly api = inject(ShopService);
  private readonly cart = inject(Cart);
  protected readonly shop = inject(Shop);

  /** From the address. */
  readonly id = input.required<string>();

  protected readonly found = resource({
    // Known from the page as it came: what is filled in there meanwhile stays.
    id: 'product',
    params: () => this.id(),
    loader: ({ params: id }) => this.api.getShopProduct({ id }),
  });
  protected readonly product = computed(() => (this.found.hasValue() ? this.found.value() : undefined));
  protected readonly picture = linkedSignal(() => this.product()?.pictures[0]);
  /** What is needed of one choice begins with the first. */
  private readonly choiceIds = linkedSignal<readonly string[]>(() =>
    (this.product()?.options ?? [])
      .filter(({ isRequired, isMany }) => isRequired && !isMany)
      .flatMap(({ choices }) => choices.slice(0, 1).map(({ id }) => id)),
  );
  private readonly answers = linkedSignal<ShopProduct | undefined, Readonly<Record<string, string>>>({
    source: this.product,
    computation: () => ({}),
  });
  /** The files that were sent for this, by the questions that they answer. */
  protected readonly files = linkedSignal<ShopProduct | undefined, ReadonlyMap<string, ShopArtwork>>({
    source: this.product,
    computation: () => new Map(),
  });
  protected readonly isSending = signal(false);
  protected readonly sold = computed(() => quantitiesOf(this.product() ?? { unit: '' }));
  protected readonly quantity = linkedSignal(() => this.sold().least);
  protected readonly wanted = computed(() => ({
    choiceIds: [...this.choiceIds()],
    answers: Object.entries(this.answers())
      .map(([questionId, value]) => ({ questionId, value: value.trim() }))
      .filter(({ value }) => value),
  }));
  /** In words a file is called by its name. */
  private readonly details = computed(() => {
    const [product, { choiceIds, answers }, files] = [this.product(), this.wanted(), this.files()];
    const named = answers.map(({ questionId, value }) => ({ questionId, value: files.get(questionId)?.name ?? value }));
    return product ? detailsOf(product, { choiceIds, answers: named }).details : [];
  });
  protected readonly price = computed(() => {
    const product = this.product();
    return product ? priceOf(product, this.details()) : 0;
  });
  protected readonly sum = computed(() => lineTotal({ unitPrice: this.price(), quantity: this.quantity() }));
  private readonly missing = computed(() => {
    const product = this.product();
    return product ? missingOf(product, this.wanted()) : [];
  });
  /** How many there are, where more are wanted. */
  protected readonly most = computed(() => {
    const { isAvailable, available } = this.product() ?? {};
    return isAvailable && available !== undefined && this.quantity() > available ? available : undefined;
  });
  /** What is missing is told once somebody wants it in the cart. */
  protected readonly isAsked = signal(false);
  protected readonly lacks = computed(() => (this.isAsked() ? this.missing().join(', ') : ''));
  protected readonly isAdded = signal(false);
  protected readonly longest = MAX_ANSWER;

  constructor() {
    const [meta, response] = [inject(PageMeta), inject(RESPONSE_INIT, { optional: true })];
    effect(() => {
      const product = this.product();
      if (product)
        meta.say(product.name, product.description ?? `${product.name}, ${this.shop.money(product.price)}`, {
          path: `/products/${product.id}`,
          picture: product.pictures[0],
          data: (shop, address) => productOf(product, shop, address),
        });
      else if (this.found.error() && response) response.status = 404;
    });
  }

  protected readonly addressOf = pictureAddress;

  protected isChosen(id: string): boolean {
    return this.choiceIds().includes(id);
  }

  protected hasChoiceOf({ choices }: ProductOption): boolean {
    return choices.some(({ id }) => this.isChosen(id));
  }

  protected choose({ choices, isMany }: ProductOption, id: string, isOn: boolean): void {
    const own = new Set(choices.map((choice) => choice.id));
    this.choiceIds.update((ids) => {
      const others = ids.filter((one) => (isMany ? one !== id : !own.has(one)));
      return isOn ? [...others, id] : others;
    });
    this.beginAnother();
  }

  protected answer(id: string, value: string): void {
    this.beginAnother();
    this.answers.update((answers) => ({ ...answers, [id]: value }));
  }

  protected attach(id: string, file: ShopArtwork | undefined): void {
    this.answer(id, file?.token ?? '');
    this.files.update((files) => {
      const others = new Map(files);
      if (file) others.set(id, file);
      else others.delete(id);
      return others;
    });
  }

  /** What is typed becomes the nearest quantity that is sold. */
  protected setQuantity(product: ShopProduct, control: HTMLInputElement): void {
    const value = control.valueAsNumber;
    if (value > 0) this.quantity.set(nearestSold(value, product));
    control.value = String(this.quantity());
  }

  protected putIntoCart(product: ShopProduct): void {
    this.isAsked.set(true);
    if (this.missing().length || this.most() !== undefined) return;
    const { id: productId, name, unit, earliestDay } = product;
    const words = detailWords(this.details(), (day) => this.shop.day(day)).join('; ');
    this.cart.add({
      productId,
      name,
      unit,
      unitPrice: this.price(),
      quantity: this.quantity(),
      ...this.wanted(),
      words,
      earliestDay,
    });
    this.isAdded.set(true);
  }

  /** What is wanted otherwise is another line of the cart, and a file serves for one alone. */
  private beginAnother(): void {
    if (!this.isAdded()) return;
    this.isAdded.set(false);
    for (const id of this.files().keys()) this.attach(id, undefined);
  }
}
