import type { ElementRef } from '@angular/core';
import { Component, output, signal, viewChild } from '@angular/core';
import { FormField, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { recall, remember } from '../../core/platform/storage';
import { TextField } from '../fields/text-field';
import { type CameraFault, hasCameras } from './camera';
import { CodeCamera } from './code-camera';
import { openCodeReader } from './code-reader';
import { photoOf } from './picture';

const KEY = 'verstak.camera';

/** Ways to give a code: the camera where the page came over HTTPS, a photo of it, or typed. A scanner needs none of them. */
@Component({
  selector: 'ui-code-entry',
  imports: [CodeCamera, FormField, MatButton, MatIcon, TextField, TranslocoPipe],
  templateUrl: './code-entry.html',
  styleUrl: './code-entry.scss',
})
export class CodeEntry {
  private readonly photo = viewChild.required<ElementRef<HTMLInputElement>>('photo');

  /** What was read or typed, as it stands there. */
  readonly read = output<string>();

  protected readonly hasCameras = hasCameras();
  /** Whoever reads codes by the camera does so again next time. */
  protected readonly isLive = signal(this.hasCameras && recall(KEY) === 'on');
  protected readonly fault = signal<CameraFault | 'unread' | undefined>(undefined);
  protected readonly isReading = signal(false);
  private readonly typed = signal({ code: '' });
  protected readonly form = form(this.typed);

  protected turn(on: boolean): void {
    this.fault.set(undefined);
    this.isLive.set(on);
    remember(KEY, on ? 'on' : null);
  }

  protected fail(fault: CameraFault): void {
    this.isLive.set(false);
    this.fault.set(fault);
  }

  protected async readPhoto(): Promise<void> {
    const field = this.photo().nativeElement;
    const [file] = field.files ?? [];
    if (!file) return;
    this.fault.set(undefined);
    this.isReading.set(true);
    try {
      const [reader, picture] = await Promise.all([openCodeReader(), photoOf(file)]);
      this.give(picture && (await reader.read(picture)));
    } catch {
      // No picture, or one that this browser does not know.
      this.fault.set('unread');
    } finally {
      this.isReading.set(false);
      field.value = '';
    }
  }

  protected giveTyped(event: Event): void {
    event.preventDefault();
    const text = this.typed().code.trim();
    if (text) this.read.emit(text);
    this.typed.set({ code: '' });
  }

  private give(text: string | undefined): void {
    if (text) this.read.emit(text);
    else this.fault.set('unread');
  }
}
