import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { NoteBar } from '../../ui/states/note-bar';
import { Demo } from './demo';
import { DemoProgress } from './demo-progress';

/** Says over every page that what is shown is a demo, and lets whoever may decide what becomes of it. */
@Component({
  selector: 'app-demo-bar',
  imports: [DemoProgress, MatButton, MatIcon, NoteBar, TranslocoPipe],
  template: `
    <aside [attr.aria-label]="'demo.bar' | transloco">
      <mat-icon svgIcon="info" aria-hidden="true" />
      @if (demo.isBusy() && demo.mayDecide()) {
        <app-demo-progress />
      } @else {
        <p>{{ (demo.mayDecide() ? 'demo.there' : 'demo.thereForOthers') | transloco }}</p>
        @if (demo.mayDecide()) {
          <span class="acts">
            <button mat-button type="button" [disabled]="demo.isActing()" (click)="keep()">
              {{ 'demo.keep.action' | transloco }}
            </button>
            <button mat-button type="button" [disabled]="demo.isActing()" (click)="remove()">
              {{ 'demo.remove.action' | transloco }}
            </button>
          </span>
        }
      }
    </aside>
    @if (demo.refusal() && !demo.isBusy() && demo.mayDecide()) {
      <ui-note-bar [text]="'demo.notRemoved' | transloco" />
    }
  `,
  styles: `
    aside {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
      margin-top: 16px;
      padding: 4px 12px;
      border-radius: 8px;
      background: var(--mat-sys-primary-container);
      color: var(--mat-sys-on-primary-container);
    }
    mat-icon {
      flex: none;
    }
    p,
    app-demo-progress {
      flex: 1 1 200px;
      padding: 6px 0;
    }
    .acts {
      display: flex;
      flex-wrap: wrap;
      --mat-button-text-label-text-color: var(--mat-sys-on-primary-container);
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class DemoBar {
  protected readonly demo = inject(Demo);
  private readonly dialogs = inject(Dialogs);

  protected async keep(): Promise<void> {
    const { DemoKeepDialog } = await import('./demo-keep-dialog');
    const chosen = await this.dialogs.open<{ locksPeople: boolean }>(DemoKeepDialog, { width: '480px' });
    if (chosen) await this.demo.keep(chosen.locksPeople);
  }

  protected async remove(): Promise<void> {
    const { DemoRemovalDialog } = await import('./demo-removal-dialog');
    if (await this.dialogs.open<boolean>(DemoRemovalDialog, { width: '560px' })) await this.demo.remove();
  }
}
