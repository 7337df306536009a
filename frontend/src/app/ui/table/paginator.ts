import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatButton, MatIconButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import { Formats } from '../../core/i18n/formats';
import type { EntityList } from '../list/entity-list';
import { PAGE_SIZES } from '../list/list-view';

/** Turns the pages of a list and says which rows are on screen. */
@Component({
  selector: 'ui-paginator',
  imports: [MatButton, MatIcon, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger, TranslocoPipe],
  template: `
    <span class="range" aria-live="polite">{{ 'table.range' | transloco: range() }}</span>
    <button mat-button type="button" [matMenuTriggerFor]="sizes">
      {{ 'table.pageSize' | transloco: { size: list().view().pageSize } }}
      <mat-icon svgIcon="chevron-down" iconPositionEnd />
    </button>
    <mat-menu #sizes="matMenu">
      @for (size of pageSizes; track size) {
        <button mat-menu-item type="button" (click)="list().patch({ pageSize: size })">{{ size }}</button>
      }
    </mat-menu>
    <button
      mat-icon-button
      type="button"
      [disabled]="list().view().page === 1"
      [attr.aria-label]="'table.previous' | transloco"
      (click)="turn(-1)"
    >
      <mat-icon svgIcon="chevron-left" />
    </button>
    <button
      mat-icon-button
      type="button"
      [disabled]="list().view().page >= pages()"
      [attr.aria-label]="'table.next' | transloco"
      (click)="turn(1)"
    >
      <mat-icon svgIcon="chevron-right" />
    </button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: flex-end;
      gap: 4px;
      padding: 8px 0;
      color: var(--mat-sys-on-surface-variant);
    }
    .range {
      margin-right: 8px;
    }
  `,
})
export class Paginator<T extends { id: string }> {
  private readonly formats = inject(Formats);
  readonly list = input.required<EntityList<T>>();
  protected readonly pageSizes = PAGE_SIZES;

  protected readonly pages = computed(() => Math.ceil((this.list().total() ?? 0) / this.list().view().pageSize));
  protected readonly range = computed(() => {
    const { page, pageSize } = this.list().view();
    const first = (page - 1) * pageSize + 1;
    const last = first + this.list().rows().length - 1;
    const write = (value: number): string => this.formats.number(value);
    return { first: write(first), last: write(last), total: write(this.list().total() ?? 0) };
  });

  protected turn(by: number): void {
    this.list().patch({ page: this.list().wanted().page + by });
  }
}
