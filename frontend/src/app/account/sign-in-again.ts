import { Component, effect, inject } from '@angular/core';
import { MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../core/session/session';
import { SignInForm } from './sign-in-form';

/**
 * Signs in again over the page that one was at when the session ended, so that nothing that was typed is lost; nothing
 * of the page is seen meanwhile. Closes once the same person is signed in, here or in another tab; for somebody else
 * the product begins anew.
 */
@Component({
  selector: 'app-sign-in-again',
  imports: [MatDialogContent, MatDialogTitle, SignInForm, TranslocoPipe],
  template: `
    <h2 mat-dialog-title>{{ 'auth.lapsed' | transloco }}</h2>
    <mat-dialog-content>
      <p class="muted">{{ 'auth.lapsedText' | transloco: { name } }}</p>
      <app-sign-in-form />
    </mat-dialog-content>
  `,
  styles: `
    p {
      padding-bottom: 16px;
    }
  `,
})
export class SignInAgain {
  private readonly session = inject(Session);
  private readonly person = this.session.user();
  protected readonly name = this.person?.name ?? '';

  constructor() {
    const dialog = inject(MatDialogRef);
    effect(() => {
      if (!this.session.isSignedIn()) return;
      if (this.session.user()?.id === this.person?.id) dialog.close();
      else beginAnew();
    });
  }
}

/** What was typed is nobody else's. */
function beginAnew(): void {
  sessionStorage.clear();
  location.assign('/');
}
