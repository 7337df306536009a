import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type ListRoutes$Params, type Route, RoutesService } from '@verstak/api';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { type Filter, filterKeys } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { Keycap } from '../../ui/keycap/keycap';
import { entityList } from '../../ui/list/entity-list';
import type { ListView } from '../../ui/list/list-view';
import { PageHeader } from '../../ui/page-header/page-header';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';

/** The routes by which things are made. */
@Component({
  selector: 'app-route-list',
  imports: [DataTable, FilterBar, Keycap, MatButton, MatIcon, PageHeader, RouterLink, TranslocoPipe],
  template: `
    <ui-page-header [heading]="'routes.place' | transloco" [count]="list.total()">
      <a mat-flat-button routerLink="/routes/new">
        <mat-icon svgIcon="add" />{{ 'routes.new' | transloco }} <ui-keys keys="KeyN" />
      </a>
    </ui-page-header>
    <ui-filter-bar [list]="list" [filters]="filters" />
    <ui-data-table
      name="routes"
      emptyIcon="route"
      [label]="'routes.place' | transloco"
      [list]="list"
      [columns]="columns"
      [link]="linkOf"
      [emptyHeading]="'routes.empty' | transloco"
      [emptyText]="'routes.emptyText' | transloco"
    >
      <a slot="empty" mat-flat-button routerLink="/routes/new">
        <mat-icon svgIcon="add" />{{ 'routes.new' | transloco }}
      </a>
    </ui-data-table>
  `,
})
export class RouteList {
  private readonly api = inject(RoutesService);
  private readonly router = inject(Router);

  protected readonly filters: readonly Filter[] = [
    { kind: 'flag', key: 'isArchived', label: 'routes.filter.isArchived' },
  ];
  protected readonly list = entityList<Route>({
    sort: 'name',
    filters: filterKeys(this.filters),
    load: (view) => this.api.listRoutes({ page: view.page, pageSize: view.pageSize, ...queryOf(view) }),
    live: ['Route'],
  });
  protected readonly columns: readonly Column<Route>[] = [
    { key: 'name', header: 'routes.field.name', isSortable: true, card: 'title' },
    { key: 'number', header: 'routes.field.number', type: 'number', isSortable: true, card: 'end', width: '72px' },
    {
      key: 'stages',
      header: 'routes.field.stages',
      value: ({ stages }) => stages.map(({ name }) => name).join(' → '),
    },
    { key: 'revision', header: 'routes.field.revision', type: 'number', hideBelow: 900, width: '96px' },
    { key: 'note', header: 'routes.field.note', isOptional: true },
  ];
  protected readonly linkOf = ({ id }: Route): string => `/routes/${id}`;

  constructor() {
    const run = (): void => void this.router.navigateByUrl('/routes/new');
    useShortcuts([{ keys: 'KeyN', label: 'routes.new', run }]);
  }
}

/** What the address says, as the API is asked; without its page. */
function queryOf({ sort, q, filters }: ListView): ListRoutes$Params {
  return { sort, ...(q && { q }), ...(filters['isArchived'] && { isArchived: true }) };
}
