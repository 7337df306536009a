import { Component, inject, input } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { ImportWizard } from '../../entities/imports/import-wizard';
import { PageHeader } from '../../ui/page-header/page-header';

/** Parts out of a hierarchical table: whole assemblies, each part by the route that its row names. */
@Component({
  selector: 'app-part-import',
  imports: [ImportWizard, MatIcon, MatIconButton, PageHeader, RouterLink, TranslocoPipe],
  template: `
    <ui-page-header [heading]="'parts.importing' | transloco">
      <a slot="before" mat-icon-button routerLink="/parts" [attr.aria-label]="'ui.back' | transloco"
        ><mat-icon svgIcon="back"
      /></a>
    </ui-page-header>
    <app-import-wizard kind="parts" list="/parts" [id]="id()" (idChange)="open($event)" />
  `,
})
export class PartImport {
  private readonly router = inject(Router);
  /** The import that is looked at, of the address. */
  readonly id = input<string>();

  protected open(id: string | undefined): void {
    void this.router.navigate(['/parts/import'], { queryParams: id ? { id } : {} });
  }
}
