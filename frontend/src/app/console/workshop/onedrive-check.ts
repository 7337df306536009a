import { Component, inject, signal } from '@angular/core';
import { FormRoot } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import { type OneDriveFound, OneDriveService } from '@verstak/api';
import { FileSizePipe } from '../../entities/files/file-size';
import { FormProblem } from '../../ui/forms/form-problem';
import { formSession } from '../../ui/forms/form-session';

/** Asks whether OneDrive can be read and written, and tells what Microsoft made of it. */
@Component({
  selector: 'app-onedrive-check',
  imports: [FileSizePipe, FormProblem, FormRoot, MatButton, TranslocoPipe],
  template: `
    <form [formRoot]="session.form">
      <button mat-stroked-button [disabled]="session.isSaving()">
        {{ (session.isSaving() ? 'workshop.setup.onedrive.checking' : 'workshop.setup.onedrive.check') | transloco }}
      </button>
    </form>
    <ui-form-problem [session]="session" />
    <p role="status">
      @if (found(); as drive) {
        @if (drive.remaining === undefined) {
          {{ 'workshop.setup.onedrive.found' | transloco: { owner: drive.owner } }}
        } @else {
          {{
            'workshop.setup.onedrive.foundWith'
              | transloco: { owner: drive.owner, remaining: (drive.remaining | fileSize) }
          }}
        }
      }
    </p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
      margin-top: 8px;
    }
    p:empty {
      display: none;
    }
  `,
})
export class OnedriveCheck {
  private readonly api = inject(OneDriveService);

  protected readonly found = signal<OneDriveFound | undefined>(undefined);
  protected readonly session = formSession(signal({}), {
    rules: () => undefined,
    save: async () => {
      this.found.set(undefined);
      this.found.set(await this.api.checkOneDrive());
    },
    isAside: true,
  });
}
