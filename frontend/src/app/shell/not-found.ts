import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { EmptyState } from '../ui/states/empty-state';

/** What stands where the address leads nowhere. */
@Component({
  selector: 'app-not-found',
  imports: [EmptyState, MatButton, RouterLink, TranslocoPipe],
  template: `
    <h1 class="visually-hidden">{{ 'states.missing' | transloco }}</h1>
    <ui-empty-state icon="search" [heading]="'states.missing' | transloco" [text]="'states.missingPage' | transloco">
      <a mat-stroked-button routerLink="/">{{ 'states.home' | transloco }}</a>
    </ui-empty-state>
  `,
})
export class NotFound {}
