import { Component, computed, inject } from '@angular/core';
import { MatProgressBar } from '@angular/material/progress-bar';
import { TranslocoPipe } from '@jsverse/transloco';
import { Demo } from './demo';

/** How far the work on a demo is, in words; it goes on while other pages are shown. */
@Component({
  selector: 'app-demo-progress',
  imports: [MatProgressBar, TranslocoPipe],
  template: `
    <p role="status">{{ 'demo.step.' + step() | transloco }}</p>
    <mat-progress-bar
      mode="determinate"
      [value]="demo.progress()?.percent ?? 0"
      [attr.aria-label]="'demo.step.' + step() | transloco"
    />
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
    }
  `,
})
export class DemoProgress {
  protected readonly demo = inject(Demo);
  protected readonly step = computed(() => {
    return this.demo.progress()?.step ?? (this.demo.now()?.state === 'removing' ? 'removing' : 'clearing');
  });
}
