import { Component, computed, effect, inject, input, resource } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { type ListShopProducts$Params, type ShopCategory, ShopService } from '@verstak/api';
import { type ForSearch, PageMeta } from '../core/page-meta';
import { Shop } from '../core/shop';
import { businessOf } from '../core/structured-data';
import { ProductCard } from '../parts/product-card';

const PAGE = 24;
const SORTS = ['name', 'price', '-price'] as const;

/** What is offered: by category, words, price and what is in stock, all of it in the address. */
@Component({
  selector: 'shop-catalog-page',
  imports: [ProductCard, RouterLink, TranslocoPipe],
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
  private readonly query = computed((): ListShopProducts$Params => {
    const [from, to] = [minorOf(this.from(), this.digits()), minorOf(this.to(), this.digits())];
    const category = this.category();
    return {
      page: Math.max(1, Number(this.page()) || 1),
      pageSize: PAGE,
      sort: SORTS.find((sort) => sort === this.sort()) ?? 'name',
      ...(this.q() && { q: this.q() }),
      ...(category && /^[0-9a-f]{24}$/.test(category) && { categoryId: [category] }),
      ...(from !== undefined && { priceFrom: from }),
      ...(to !== undefined && { priceTo: to }),
      ...(this.stocked() === 'true' && { isStocked: true }),
    };
  });
  protected readonly found = resource({
    params: () => this.query(),
    loader: ({ params }) => this.api.listShopProducts(params),
  });
  protected readonly products = computed(() => (this.found.hasValue() ? this.found.value() : undefined));
  protected readonly present = computed(() => this.query().page ?? 1);
  protected readonly last = computed(() => Math.max(1, Math.ceil((this.products()?.total ?? 0) / PAGE)));
  protected readonly isNarrowed = computed(() => !!(this.q() || this.from() || this.to() || this.stocked()));

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
    void this.router.navigate([], { queryParams: { page: null, ...change }, queryParamsHandling: 'merge' });
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
