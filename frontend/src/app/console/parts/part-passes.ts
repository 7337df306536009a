import { Component, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Part, ProductionService, type StagePass } from '@verstak/api';
import { entityList } from '../../ui/list/entity-list';
import { QuantityPipe } from '../../ui/pipes/format-pipes';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';

/** The stretches of work on a part: who worked at which stage, from when to when, and what came of it. */
@Component({
  selector: 'app-part-passes',
  imports: [Cell, DataTable, QuantityPipe, TranslocoPipe],
  template: `
    <ui-data-table
      name="passes"
      emptyIcon="clock"
      [label]="'parts.passes' | transloco"
      [list]="list"
      [columns]="columns"
      [emptyHeading]="'parts.passesEmpty' | transloco"
    >
      <ng-template uiCell="good" [uiCellOf]="columns" let-pass>{{ pass.good | quantity: part().unit }}</ng-template>
      <ng-template uiCell="scrapped" [uiCellOf]="columns" let-pass>
        @if (pass.scrapped) {
          {{ pass.scrapped | quantity: part().unit }}
        }
      </ng-template>
    </ui-data-table>
  `,
})
export class PartPasses {
  private readonly api = inject(ProductionService);

  readonly part = input.required<Part>();

  protected readonly list = entityList<StagePass>({
    key: 'passes',
    of: () => this.part().id,
    sort: '-startedAt',
    load: ({ page, pageSize, sort }) => this.api.listStagePasses({ id: this.part().id, page, pageSize, sort }),
    live: ['StagePass'],
  });
  protected readonly columns: readonly Column<StagePass>[] = [
    { key: 'startedAt', header: 'parts.pass.startedAt', type: 'moment', isSortable: true, card: 'title' },
    { key: 'endedAt', header: 'parts.pass.endedAt', type: 'moment', isSortable: true },
    { key: 'stageName', header: 'parts.field.stageName', isFluid: true },
    { key: 'masterName', header: 'parts.pass.masterName' },
    { key: 'good', header: 'parts.pass.good', type: 'template', align: 'end' },
    { key: 'scrapped', header: 'parts.pass.scrapped', type: 'template', align: 'end' },
  ];
}
