import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { type FieldTree, FormField, applyEach, form, max, min } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { RequestsService, type Shortage, type SupplyRequest } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { StockStateChip } from '../../entities/stock/stock-state';
import { SupplierFinder } from '../../entities/suppliers/supplier-finder';
import { EntityField, type EntityOption } from '../../ui/fields/entity-field';
import { NumberCell } from '../../ui/fields/figure-cells';
import { PageHeader } from '../../ui/page-header/page-header';
import { QuantityPipe } from '../../ui/pipes/format-pipes';
import { EmptyState } from '../../ui/states/empty-state';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';

/** One thing that may be ordered. */
interface OrderedLine {
  stockItemId: string;
  isWanted: boolean;
  quantity: number | null;
  supplierId: string;
}

/** Things that are ordered from one supplier, or from nobody yet. */
interface SupplierGroup {
  supplierId: string;
  name: string;
  indexes: readonly number[];
}

/** What is to be ordered of the stock: how much of what, from whom; becomes a draft of a request for each supplier. */
@Component({
  selector: 'app-shortage-list',
  imports: [
    EmptyState,
    EntityField,
    FormField,
    MatButton,
    MatCheckbox,
    NumberCell,
    PageHeader,
    ProblemState,
    QuantityPipe,
    RouterLink,
    Skeleton,
    StockStateChip,
    TranslocoPipe,
  ],
  templateUrl: './shortage-list.html',
  styleUrl: './shortage-list.scss',
})
export class ShortageList {
  private readonly api = inject(RequestsService);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly suppliers = inject(SupplierFinder);
  protected readonly hasPrices = inject(Session).can('stock:cost');
  protected readonly back = inject(LastViews).to('/requests');

  /** From the address: these things, whatever there is of them. */
  readonly ids = input<string>();
  /** From the address: the order that lacks them. */
  readonly orderId = input<string>();

  protected readonly shortages = liveResource({
    params: () => this.ids() ?? '',
    load: (ids) => this.api.listShortages(ids ? { ids: ids.split(',') } : {}),
  });
  protected readonly rows = computed(() => this.shortages.value() ?? []);
  /** Names of suppliers that were chosen here. */
  private readonly named = signal<ReadonlyMap<string, string>>(new Map());
  private readonly typed = linkedSignal(() => ({ lines: this.rows().map((row) => lineOf(row, !!this.ids())) }));
  protected readonly form = form(this.typed, (path) =>
    applyEach(path.lines, (line) => {
      min(line.quantity, 0);
      max(line.quantity, 1_000_000);
    }),
  );
  protected readonly groups = computed((): SupplierGroup[] => {
    const names = new Map(
      this.rows().flatMap(({ supplierId, supplierName = '' }) =>
        supplierId ? [[supplierId, supplierName] as const] : [],
      ),
    );
    const lines = this.typed().lines.map((line, index) => ({ ...line, index }));
    const groups = [...Map.groupBy(lines, ({ supplierId }) => supplierId)].map(([supplierId, of]) => ({
      supplierId,
      name: names.get(supplierId) ?? this.named().get(supplierId) ?? '',
      indexes: of.map(({ index }) => index),
    }));
    return groups.sort(
      (one, other) => Number(!one.supplierId) - Number(!other.supplierId) || one.name.localeCompare(other.name),
    );
  });
  protected readonly wanted = computed(() =>
    this.typed().lines.filter(({ isWanted, quantity, supplierId }) => isWanted && (quantity ?? 0) > 0 && supplierId),
  );
  protected readonly suppliersWanted = computed(() => new Set(this.wanted().map(({ supplierId }) => supplierId)).size);
  protected readonly isSaving = signal(false);

  protected fieldsOf(index: number): FieldTree<OrderedLine> | undefined {
    return this.form.lines[index];
  }

  protected lineAt(index: number): OrderedLine | undefined {
    return this.typed().lines[index];
  }

  protected want(indexes: readonly number[], isWanted: boolean): void {
    this.edit(indexes, (line) => ({ ...line, isWanted }));
  }

  protected areWanted({ indexes }: SupplierGroup): boolean {
    return indexes.every((index) => this.typed().lines[index]?.isWanted);
  }

  protected areSomeWanted(group: SupplierGroup): boolean {
    return !this.areWanted(group) && group.indexes.some((index) => this.typed().lines[index]?.isWanted);
  }

  protected readonly search = async (words: string): Promise<readonly EntityOption[]> => {
    const found = await this.suppliers.search(words);
    this.named.update((named) => new Map([...named, ...found.map(({ id, label }) => [id, label] as const)]));
    return found;
  };

  /** Drafts a request for each supplier; they can be deleted again for 10 seconds. */
  protected async save(): Promise<void> {
    if (this.isSaving() || !this.wanted().length) return;
    this.isSaving.set(true);
    const made: SupplyRequest[] = [];
    try {
      for (const [supplierId, lines] of Map.groupBy(this.wanted(), (line) => line.supplierId))
        made.push(await this.draft(supplierId, lines));
    } catch (error) {
      this.toasts.fail(error);
      if (!made.length) return;
    } finally {
      this.isSaving.set(false);
    }
    if (made.length < this.suppliersWanted()) return this.shortages.reload();
    const [first] = made;
    await this.router.navigateByUrl(
      made.length === 1 ? `/requests/${first?.id}` : '/requests?status=draft&isMine=true',
    );
    this.toasts.offerUndo('requests.drafted', { count: made.length }, async () => {
      for (const { id } of made) await this.api.deleteRequest({ id });
      await this.router.navigateByUrl('/requests');
    });
  }

  private draft(supplierId: string, lines: readonly OrderedLine[]): Promise<SupplyRequest> {
    const rows = new Map(this.rows().map((row) => [row.stockItemId, row]));
    const items = lines.map(({ stockItemId, quantity }) => {
      const price = rows.get(stockItemId)?.price;
      return { stockItemId, quantity: quantity ?? 0, ...(price !== undefined && this.hasPrices && { price }) };
    });
    const orderId = this.orderId();
    return this.api.createRequest({ body: { supplierId, items, ...(orderId && { orderId }) } });
  }

  private edit(indexes: readonly number[], edit: (line: OrderedLine) => OrderedLine): void {
    this.typed.update(({ lines }) => ({
      lines: lines.map((line, index) => (indexes.includes(index) ? edit(line) : line)),
    }));
  }
}

/** What is suggested of one thing; what drafts bring already is offered, but not wanted twice. */
function lineOf({ stockItemId, suggested, supplierId = '' }: Shortage, isAsked: boolean): OrderedLine {
  const isWanted = isAsked || suggested > 0;
  return { stockItemId, isWanted, quantity: suggested > 0 ? suggested : isAsked ? 1 : null, supplierId };
}
