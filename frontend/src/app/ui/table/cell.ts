import { Directive, TemplateRef, inject, input } from '@angular/core';
import type { Column } from './column';

/** The template of a column of type `template`: `<ng-template uiCell="status" [uiCellOf]="columns" let-row>`. */
@Directive({ selector: 'ng-template[uiCell]' })
export class Cell<T> {
  readonly template = inject<TemplateRef<{ $implicit: T }>>(TemplateRef);
  /** The key of the column. */
  readonly uiCell = input.required<string>();
  /** Only gives the row its type. */
  readonly uiCellOf = input.required<readonly Column<T>[]>();

  static ngTemplateContextGuard<T>(_cell: Cell<T>, context: unknown): context is { $implicit: T } {
    return context !== undefined;
  }
}
