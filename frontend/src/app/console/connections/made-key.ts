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
import type { NewApiKey } from '@verstak/api';
import { Toasts } from '../../core/toasts/toasts';

/** A key that was just made, shown this once: to be copied, with a command that tries it. */
@Component({
  selector: 'app-made-key',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle, MatIcon, TranslocoPipe],
  templateUrl: './made-key.html',
  styleUrl: './made-key.scss',
})
export class MadeKey {
  private readonly toasts = inject(Toasts);
  /** Unlike the browser's own, also for pages that came without HTTPS. */
  private readonly clipboard = inject(Clipboard);
  protected readonly made = inject<NewApiKey>(MAT_DIALOG_DATA);

  /** What every key may ask. */
  protected readonly command = `curl -H "Authorization: Bearer ${this.made.key}" ${location.origin}/api/v1/workshop`;

  protected copy(text: string): void {
    const words = 'connections.keys.made.';
    this.toasts.say(words + (this.clipboard.copy(text) ? 'copied' : 'notCopied'));
  }
}
