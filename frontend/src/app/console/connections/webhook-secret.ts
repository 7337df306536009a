import { Clipboard } from '@angular/cdk/clipboard';
import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { WebhookEndpointWithSecret } from '@verstak/api';
import { Toasts } from '../../core/toasts/toasts';

/** The secret of a webhook, shown this once. */
@Component({
  selector: 'app-webhook-secret',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle, MatIcon, TranslocoPipe],
  template: `
    <h2 mat-dialog-title>{{ 'connections.webhooks.secret.title' | transloco: { name: made.name } }}</h2>
    <mat-dialog-content>
      <p>{{ 'connections.webhooks.secret.text' | transloco }}</p>
      <section>
        <h3 id="webhook-secret">{{ 'connections.webhooks.secret.label' | transloco }}</h3>
        <code tabindex="0" role="group" aria-labelledby="webhook-secret">{{ made.newSecret }}</code>
        <button mat-flat-button type="button" (click)="copy()">
          <mat-icon svgIcon="copy" />{{ 'connections.webhooks.secret.copy' | transloco }}
        </button>
      </section>
      @if (made.formerSecretUntil) {
        <p>{{ 'connections.webhooks.secret.former' | transloco }}</p>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button mat-stroked-button type="button" mat-dialog-close>
        {{ 'connections.webhooks.secret.done' | transloco }}
      </button>
    </mat-dialog-actions>
  `,
  styleUrl: './made-key.scss',
})
export class WebhookSecret {
  private readonly toasts = inject(Toasts);
  /** Unlike the browser's own, also for pages that came without HTTPS. */
  private readonly clipboard = inject(Clipboard);
  protected readonly made = inject<WebhookEndpointWithSecret>(MAT_DIALOG_DATA);

  protected copy(): void {
    const isCopied = this.clipboard.copy(this.made.newSecret);
    this.toasts.say(`connections.webhooks.secret.${isCopied ? 'copied' : 'notCopied'}`);
  }
}
