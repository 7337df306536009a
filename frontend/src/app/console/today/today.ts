import { Component } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { PageHeader } from '../../ui/page-header/page-header';

/** The head of the page; its content belongs to the capability. */
@Component({
  selector: 'app-today',
  imports: [PageHeader, TranslocoPipe],
  template: `<ui-page-header [heading]="'shell.today' | transloco" />`,
})
export class Today {}
