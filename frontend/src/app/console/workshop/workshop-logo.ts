import { Component, type ElementRef, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { FilesService, type StoredFile, type Workshop, WorkshopService } from '@verstak/api';
import { PICTURE_TYPES } from '@verstak/domain';
import { Toasts } from '../../core/toasts/toasts';
import { type FilePlace, previewAddress } from '../../entities/files/file-place';
import { FileUploads } from '../../entities/files/file-uploads';

/** The logo: a picture that is uploaded, put in the place of another, or taken away. */
@Component({
  selector: 'app-workshop-logo',
  imports: [MatButton, MatIcon, TranslocoPipe],
  template: `
    <div class="frame">
      @if (workshop().logoId; as id) {
        <img [src]="previewAddress({ id }, 'small')" [alt]="'workshop.logo.alt' | transloco" />
      } @else {
        <mat-icon svgIcon="bench" aria-hidden="true" />
      }
    </div>
    <div class="acts">
      <button mat-stroked-button type="button" [disabled]="isSending()" (click)="picker.click()">
        {{
          (isSending() ? 'workshop.logo.sending' : workshop().logoId ? 'workshop.logo.replace' : 'workshop.logo.add')
            | transloco
        }}
      </button>
      @if (workshop().logoId; as id) {
        <button mat-button type="button" (click)="remove(id)">{{ 'workshop.logo.remove' | transloco }}</button>
      }
      <input #picker type="file" hidden [accept]="accept" (change)="picked()" />
      <p class="muted">{{ 'workshop.logo.hint' | transloco }}</p>
      @for (upload of failed(); track upload.key) {
        <p class="fault" role="alert">{{ upload.reason!.key | transloco: upload.reason!.params }}</p>
      }
      @if (isNoPicture()) {
        <p class="fault" role="alert">{{ 'workshop.logo.noPicture' | transloco }}</p>
      }
    </div>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 16px;
      align-items: center;
    }
    .frame {
      display: grid;
      place-items: center;
      width: 160px;
      height: 96px;
      border: var(--v-line);
      border-radius: 8px;
      /* A logo is made for paper. */
      background: #fff;
      color: #6a6560;
    }
    img {
      max-width: 144px;
      max-height: 80px;
      object-fit: contain;
    }
    .acts {
      display: flex;
      flex: 1;
      flex-wrap: wrap;
      gap: 4px 8px;
      min-width: 200px;
    }
    p {
      flex-basis: 100%;
    }
    .fault {
      color: var(--mat-sys-error);
    }
  `,
})
export class WorkshopLogo {
  private readonly api = inject(WorkshopService);
  private readonly files = inject(FilesService);
  private readonly uploads = inject(FileUploads);
  private readonly toasts = inject(Toasts);

  readonly workshop = input.required<Workshop>();
  /** The workshop with another logo, or with none. */
  readonly changed = output<Workshop>();

  protected readonly picker = viewChild.required<ElementRef<HTMLInputElement>>('picker');
  protected readonly accept = PICTURE_TYPES.join(',');
  protected readonly previewAddress = previewAddress;
  protected readonly isNoPicture = signal(false);
  private readonly place = computed<FilePlace>(() => ({ subject: 'Workshop', subjectId: this.workshop().id }));
  private readonly sent = computed(() => this.uploads.at(this.place()));
  protected readonly isSending = computed(() => this.sent().some(({ state }) => state !== 'failed'));
  protected readonly failed = computed(() => this.sent().filter(({ reason }) => reason));

  protected picked(): void {
    const field = this.picker().nativeElement;
    for (const upload of this.failed()) this.uploads.cancel(upload);
    this.isNoPicture.set(false);
    this.uploads.add([...(field.files ?? [])], this.place(), (file) => void this.use(file));
    field.value = '';
  }

  protected async remove(id: string): Promise<void> {
    if (!(await this.change(null))) return;
    this.toasts.offerUndo('workshop.logo.removed', {}, async () => {
      await this.files.restoreFile({ id });
      await this.change(id);
    });
  }

  private async use({ id, hasPreview }: StoredFile): Promise<void> {
    this.isNoPicture.set(!hasPreview);
    if (hasPreview) await this.change(id);
    else await this.files.removeFile({ id });
  }

  private async change(logoId: string | null): Promise<boolean> {
    try {
      this.changed.emit(await this.api.changeWorkshop({ body: { logoId } }));
      return true;
    } catch (error) {
      this.toasts.fail(error);
      return false;
    }
  }
}
