import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { CatalogService, type Product } from '@verstak/api';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import type { FilePlace } from '../../entities/files/file-place';
import { FilesPanel } from '../../entities/files/files-panel';
import { documentPage } from '../../entities/document-page';
import { History } from '../../ui/history/history';
import { DocumentHeader } from '../../ui/page-header/document-header';
import { DocumentState } from '../../ui/states/document-state';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { ProductCostSection } from './product-cost';
import { ProductDetails } from './product-details';
import type { RaiseTask } from './raise-dialog';
import { ProductSupplyMarks, productSupply } from './product-supply';
import { ProductWords } from './product-words';

/** A product: what it is, costs and takes, how it can be had, its pictures, and what was changed. */
@Component({
  selector: 'app-product-page',
  imports: [
    DocumentHeader,
    DocumentState,
    FilesPanel,
    History,
    ProductCostSection,
    ProductDetails,
    ProductSupplyMarks,
    TranslocoPipe,
  ],
  templateUrl: './product-page.html',
  styleUrl: '../../ui/page-columns/page-columns.scss',
})
export class ProductPage {
  private readonly api = inject(CatalogService);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly dialogs = inject(Dialogs);

  /** From the address. */
  readonly id = input.required<string>();

  protected readonly page = documentPage<Product>({
    area: 'catalog',
    entity: 'Product',
    write: 'catalog:write',
    id: this.id,
    read: (id) => this.api.getProduct({ id }),
    journal: (id, page) => this.api.getProductHistory({ id, ...page }),
    words: inject(ProductWords),
    isTold: () => this.session.can('catalog:write'),
    put: (id, isArchived) => this.api.archiveProduct({ id, body: { isArchived } }),
    remove: (id) => this.api.deleteProduct({ id }),
    inUse: { code: 'product.in_orders', words: 'catalog.inOrders.' },
  });
  protected readonly supply = productSupply(() => [this.id()]);
  protected readonly seesCost = computed(() => this.session.can('stock:cost'));
  protected readonly place = computed<FilePlace>(() => ({ subject: 'Product', subjectId: this.id() }));

  /** Looks at what its target margin needs, and changes its price to what is agreed to. */
  protected async raise(product: Product): Promise<void> {
    const { id, name, version, price: former } = product;
    const { RaiseDialog } = await import('./raise-dialog');
    const data: RaiseTask = { products: [product], by: 'margin' };
    const prices = await this.dialogs.open<ReadonlyMap<string, number>>(RaiseDialog, { data, width: '560px' });
    const price = prices?.get(id);
    if (price === undefined || price === former) return;
    try {
      const saved = await this.priced(id, price, version);
      this.toasts.offerUndo('catalog.raise.done', { name }, () => this.priced(id, former, saved.version));
    } catch (error) {
      this.toasts.fail(error);
      this.page.document.reload();
    }
  }

  private async priced(id: string, price: number, version: number): Promise<Product> {
    const saved = await this.api.changeProduct({ id, body: { price, version } });
    this.page.document.put(saved);
    this.page.journal.reload();
    return saved;
  }

  /** The first picture stands for the product in the shop. */
  protected async reorder({ id }: Product, pictureIds: string[]): Promise<void> {
    try {
      this.page.document.put(await this.api.changeProduct({ id, body: { pictureIds } }));
      this.page.journal.reload();
    } catch (error) {
      this.toasts.fail(error);
      this.page.document.reload();
    }
  }
}
