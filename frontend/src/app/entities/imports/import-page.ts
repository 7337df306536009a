import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ImportKindName } from '@verstak/domain';
import { PageHeader } from '../../ui/page-header/page-header';
import { IMPORT_AREAS, offersPath } from './import-areas';
import { ImportWizard } from './import-wizard';

/** Documents of one kind out of a table, as a page of their area. */
@Component({
  selector: 'app-import-page',
  imports: [ImportWizard, PageHeader, TranslocoPipe],
  template: `
    <ui-page-header [heading]="area() + '.importing' | transloco" [back]="list()"> </ui-page-header>
    <app-import-wizard
      [kind]="kind()"
      [list]="list()"
      [supplierId]="supplierId()"
      [id]="id()"
      (idChange)="open($event)"
    />
  `,
})
export class ImportPage {
  private readonly router = inject(Router);

  /** Of the route. */
  readonly kind = input.required<ImportKindName>();
  /** Whose offers are imported, of the address; absent at the own desk and for other kinds. */
  readonly supplierId = input<string>();
  /** The import that is looked at, of the address. */
  readonly id = input<string>();

  protected readonly area = computed(() => IMPORT_AREAS[this.kind()]);
  protected readonly list = computed(() =>
    this.kind() === 'offers' ? offersPath(this.supplierId()) : `/${this.area()}`,
  );

  protected open(id: string | undefined): void {
    void this.router.navigate([this.list(), 'import'], { queryParams: id ? { id } : {} });
  }
}
