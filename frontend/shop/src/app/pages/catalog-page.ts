import { Component, computed, effect, inject, input, linkedSignal, resource } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import {
  type ListShopOptions$Params,
  type ListShopProducts$Params,
  type ShopCategory,
  type ShopOption,
  ShopService,
} from '@verstak/api';
import { type ForSearch, PageMeta } from '../core/page-meta';
import { Shop } from '../core/shop';
import { businessOf } from '../core/structured-data';
import { ChoiceFilter } from '../parts/choice-filter';
import { ProductCard } from '../parts/product-card';

const PAGE = 24;
const SORTS = ['name', 'price', '-price'] as const;

/** What is offered: by category, words, price and what is in stock, all of it in the address. */
@Component({
  selector: 'shop-catalog-page',
  imports: [ChoiceFilter, ProductCard, RouterLink, TranslocoPipe],
  templateUrl: './catalog-page.html',
  styleUrl: './catalog-page.scss',
})
export class CatalogPage {
  private readonly api = inject(ShopService);
  private readonly router = inject(Router);
  private readonly i18n = inject(TranslocoService);
  protected readonly shop = inject(Shop);

  /** From the address. */
  readonly category = input<string>();
  readonly q = input<string>();
  readonly sort = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly stocked = input<string>();
  readonly choices = input('', { transform: (text?: string) => text ?? '' });
  readonly page = input<string>();

  protected readonly sorts = SORTS;
  protected readonly welcome = computed(() => this.shop.text(this.shop.about()?.welcome));
  private readonly categories = resource({ loader: () => this.api.listShopCategories() });
  private readonly all = computed(() => (this.categories.hasValue() ? this.categories.value() : []));
  protected readonly here = computed(() => this.all().find(({ id }) => id === this.category()));
  /** Those in the present category; without one, those at the top. */
  protected readonly inside = computed(() => this.all().filter(({ parentId }) => parentId === this.category()));
  /** Those around the present category, the outermost first. */
  protected readonly around = computed(() => {
    const byId = new Map(this.all().map((category) => [category.id, category]));
    const path: ShopCategory[] = [];
    for (let at = this.here()?.parentId; at; at = byId.get(at)?.parentId)
      path.unshift(...[byId.get(at)].filter((one) => !!one));
    return path;
  });
  /** What is looked for, whatever page of it. */
  private readonly wanted = computed((): ListShopOptions$Params => {
    const [from, to] = [minorOf(this.from(), this.digits()), minorOf(this.to(), this.digits())];
    const category = this.category();
    return {
      ...(this.q() && { q: this.q() }),
      ...(category && /^[0-9a-f]{24}$/.test(category) && { categoryId: [category] }),
      ...(from !== undefined && { priceFrom: from }),
      ...(to !== undefined && { priceTo: to }),
      ...(this.stocked() === 'true' && { isStocked: true, isAvailable: true }),
      ...(this.choices() && { choices: this.choices() }),
    };
  });
  private readonly query = computed((): ListShopProducts$Params => ({
    ...this.wanted(),
    page: Math.max(1, Number(this.page()) || 1),
    pageSize: PAGE,
    sort: SORTS.find((sort) => sort === this.sort()) ?? 'name',
  }));
  protected readonly found = resource({
    params: () => this.query(),
    loader: ({ params }) => this.api.listShopProducts(params),
  });
  protected readonly products = computed(() => (this.found.hasValue() ? this.found.value() : undefined));
  private readonly offered = resource({
    // Unlike things have unlike options: there are none to choose by without a category.
    params: () => (this.wanted().categoryId ? this.wanted() : undefined),
    loader: ({ params }) => this.api.listShopOptions(params),
  });
  /** They stay while others are counted. */
  protected readonly options = linkedSignal<ShopOption[] | undefined, ShopOption[]>({
    source: () => (this.offered.hasValue() ? this.offered.value() : undefined),
    computation: (now, before) => (this.category() ? (now ?? before?.value ?? []) : []),
  });
  protected readonly present = computed(() => this.query().page ?? 1);
  protected readonly last = computed(() => Math.max(1, Math.ceil((this.products()?.total ?? 0) / PAGE)));
  protected readonly isNarrowed = computed(
    () => !!(this.q() || this.from() || this.to() || this.stocked() || this.choices()),
  );

  /** Nothing is offered yet: there is nothing to look among. */
  protected readonly isEmpty = computed(() => this.products()?.total === 0 && !this.isNarrowed() && !this.category());

  constructor() {
    const meta = inject(PageMeta);
    effect(() => {
      const here = this.here();
      const title = here?.name ?? this.i18n.translate<string>('shop.catalog');
      const about = this.i18n.translate<string>('shop.about', { name: this.shop.name() });
      meta.say(title, here?.description ?? this.welcome()?.text ?? about, this.forSearch());
    });
  }

  /** Changes what the address says; a narrowed list begins at its first page. */
  protected narrow(change: Record<string, string | null>): void {
    void this.router.navigate([], {
      queryParams: { page: null, ...change },
      queryParamsHandling: 'merge',
      scroll: 'manual',
    });
  }

  /** Whatever it is narrowed to, it is the page of its category. */
  private forSearch(): ForSearch {
    const [category, page] = [this.here()?.id, this.present()];
    const query = new URLSearchParams({ ...(category && { category }), ...(page > 1 && { page: String(page) }) });
    const path = query.size ? `/?${query.toString()}` : '';
    return path ? { path } : { path, data: businessOf };
  }

  private digits(): number {
    return this.shop.about()?.currencyDigits ?? 2;
  }
}

/** Minor units of a price in an address; nothing where it is none. */
function minorOf(text: string | undefined, digits: number): number | undefined {
  const value = Number((text ?? '').replace(',', '.'));
  return text && Number.isFinite(value) && value >= 0 ? Math.round(value * 10 ** digits) : undefined;
}
