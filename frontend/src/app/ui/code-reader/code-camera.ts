import type { ElementRef } from '@angular/core';
import { Component, DestroyRef, afterNextRender, inject, output, signal, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { type CameraFault, closeCamera, faultOf, hasTorch, openCamera, turnTorch } from './camera';
import { openCodeReader } from './code-reader';
import { frameOf } from './picture';
import { Sightings } from './sightings';

/** Between two looks, in milliseconds: a phone is to stay cool. */
const PAUSE_MS = 120;

/** What the camera sees, read all the time; each code is told once while it is in sight. Only over HTTPS (`hasCameras`). */
@Component({
  selector: 'ui-code-camera',
  imports: [MatIcon, MatIconButton, TranslocoPipe],
  template: `
    <video #video playsinline muted [attr.aria-label]="'ui.camera.picture' | transloco"></video>
    <span class="aim" aria-hidden="true"></span>
    @if (canLight()) {
      <button
        mat-icon-button
        type="button"
        class="torch"
        [attr.aria-pressed]="isLit()"
        [attr.aria-label]="'ui.camera.torch' | transloco"
        (click)="light(!isLit())"
      >
        <mat-icon svgIcon="torch" />
      </button>
    }
  `,
  styleUrl: './code-camera.scss',
})
export class CodeCamera {
  private readonly video = viewChild.required<ElementRef<HTMLVideoElement>>('video');
  private readonly sightings = new Sightings();
  private readonly canvas = document.createElement('canvas');
  private stream?: MediaStream;
  private isGone = false;

  /** The text of a code. */
  readonly seen = output<string>();
  readonly failed = output<CameraFault>();

  protected readonly canLight = signal(false);
  protected readonly isLit = signal(false);

  constructor() {
    afterNextRender(() => void this.start());
    // A page that nobody looks at keeps no camera.
    const turn = (): void => (document.hidden ? closeCamera(this.stream) : void this.open());
    document.addEventListener('visibilitychange', turn);
    inject(DestroyRef).onDestroy(() => {
      this.isGone = true;
      document.removeEventListener('visibilitychange', turn);
      closeCamera(this.stream);
    });
  }

  protected async light(on: boolean): Promise<void> {
    if (!this.stream) return;
    await turnTorch(this.stream, on);
    this.isLit.set(on);
  }

  private async start(): Promise<void> {
    const [reader] = await Promise.all([openCodeReader().catch(() => undefined), this.open()]);
    if (!reader) return this.failed.emit('failed');
    while (!this.isGone) {
      const picture = document.hidden ? undefined : frameOf(this.video().nativeElement, this.canvas);
      const text = picture && (await reader.read(picture).catch(() => undefined));
      if (text && !this.isGone && this.sightings.isNew(text, Date.now())) this.seen.emit(text);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  private async open(): Promise<void> {
    try {
      const stream = await openCamera();
      if (this.isGone || document.hidden) return closeCamera(stream);
      this.stream = stream;
      const video = this.video().nativeElement;
      video.srcObject = stream;
      await video.play();
      this.canLight.set(hasTorch(stream));
      this.isLit.set(false);
    } catch (error) {
      if (!this.isGone) this.failed.emit(faultOf(error));
    }
  }
}
