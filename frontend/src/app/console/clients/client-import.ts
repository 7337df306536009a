import { Component, inject, input } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { ImportWizard } from '../../entities/imports/import-wizard';
import { PageHeader } from '../../ui/page-header/page-header';

/** Clients out of a table of another system, or of an own export that was edited. */
@Component({
  selector: 'app-client-import',
  imports: [ImportWizard, MatIcon, MatIconButton, PageHeader, RouterLink, TranslocoPipe],
  template: `
    <ui-page-header [heading]="'clients.importing' | transloco">
      <a slot="before" mat-icon-button routerLink="/clients" [attr.aria-label]="'ui.back' | transloco"
        ><mat-icon svgIcon="back"
      /></a>
    </ui-page-header>
    <app-import-wizard kind="clients" list="/clients" [id]="id()" (idChange)="open($event)" />
  `,
})
export class ClientImport {
  private readonly router = inject(Router);
  /** The import that is looked at, of the address. */
  readonly id = input<string>();

  protected open(id: string | undefined): void {
    void this.router.navigate(['/clients/import'], { queryParams: id ? { id } : {} });
  }
}
