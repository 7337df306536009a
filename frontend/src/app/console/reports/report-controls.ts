import { Component, computed, inject, input, output, resource } from '@angular/core';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { TranslocoPipe } from '@jsverse/transloco';
import { REPORT_STEPS } from '@verstak/domain';
import { EntityField } from '../../ui/fields/entity-field';
import { SelectField } from '../../ui/fields/select-field';
import { ClientFinder } from '../../entities/clients/client-finder';
import { managerOptions, masterOptions } from '../../entities/people/people-options';
import { categoryOptions, liveCategories } from '../../entities/products/category-tree';
import { ProductFinder } from '../../entities/products/product-finder';
import { PeriodControls } from './period-controls';
import type { ReportFilter, ReportView } from './report-period';

/** Chooses the period, its step and which sales; says what was chosen and leaves the rest to the page. */
@Component({
  selector: 'app-report-controls',
  imports: [EntityField, MatButtonToggle, MatButtonToggleGroup, PeriodControls, SelectField, TranslocoPipe],
  templateUrl: './report-controls.html',
  styleUrl: './report-controls.scss',
})
export class ReportControls {
  protected readonly clients = inject(ClientFinder);
  protected readonly products = inject(ProductFinder);
  protected readonly steps = REPORT_STEPS;

  readonly view = input.required<ReportView>();
  readonly today = input.required<string>();
  readonly changed = output<Partial<ReportView>>();

  /** The client that the address names by its id. */
  protected readonly client = resource({
    params: () => this.view().clientId || undefined,
    loader: ({ params }) => this.clients.option(params),
  });
  /** The product, the same. */
  protected readonly product = resource({
    params: () => this.view().productId || undefined,
    loader: ({ params }) => this.products.option(params),
  });
  private readonly masters = masterOptions();
  private readonly managers = managerOptions();
  private readonly categories = categoryOptions(liveCategories());
  /** What is chosen among few; nothing to choose is not asked for. */
  protected readonly choices = computed(() =>
    (
      [
        ['categoryId', this.categories()],
        ['managerId', this.managers()],
        ['masterId', this.masters()],
      ] as const
    ).filter(([, options]) => options.length),
  );

  protected narrow(filter: ReportFilter, id: string): void {
    this.changed.emit({ [filter]: id });
  }
}
