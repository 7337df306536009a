import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { EmptyState } from '../ui/states/empty-state';

/** What stands where the address leads to what one may not see. */
@Component({
  selector: 'app-forbidden',
  imports: [EmptyState, MatButton, RouterLink, TranslocoPipe],
  template: `
    <h1 class="visually-hidden">{{ 'states.forbidden' | transloco }}</h1>
    <ui-empty-state icon="lock" [heading]="'states.forbidden' | transloco" [text]="'states.forbiddenPage' | transloco">
      <a mat-stroked-button routerLink="/">{{ 'states.home' | transloco }}</a>
    </ui-empty-state>
  `,
})
export class Forbidden {}
