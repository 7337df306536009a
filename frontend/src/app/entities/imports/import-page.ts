import { Component, computed, inject, input } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ImportKindName } from '@verstak/domain';
import { PageHeader } from '../../ui/page-header/page-header';
import { ImportWizard } from './import-wizard';

/** Documents of one kind out of a table; what the kind is called is also the address of their list, and whose words name the page. */
@Component({
  selector: 'app-import-page',
  imports: [ImportWizard, MatIcon, MatIconButton, PageHeader, RouterLink, TranslocoPipe],
  template: `
    <ui-page-header [heading]="kind() + '.importing' | transloco">
      <a slot="before" mat-icon-button [routerLink]="list()" [attr.aria-label]="'ui.back' | transloco"
        ><mat-icon svgIcon="back"
      /></a>
    </ui-page-header>
    <app-import-wizard [kind]="kind()" [list]="list()" [id]="id()" (idChange)="open($event)" />
  `,
})
export class ImportPage {
  private readonly router = inject(Router);

  /** Of the route. */
  readonly kind = input.required<ImportKindName>();
  /** The import that is looked at, of the address. */
  readonly id = input<string>();

  protected readonly list = computed(() => `/${this.kind()}`);

  protected open(id: string | undefined): void {
    void this.router.navigate([this.list(), 'import'], { queryParams: id ? { id } : {} });
  }
}
