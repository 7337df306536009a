import { ChangeDetectorRef, Component, inject, signal } from '@angular/core';
import { Formats } from '../core/i18n/formats';
import { Workshop } from '../core/workshop/workshop';

/** What stands over whatever is printed by the browser: whose it is, and of when. */
@Component({
  selector: 'app-print-head',
  template: `<strong>{{ workshop.settings().name }}</strong
    >{{ formats.moment(now()) }}`,
  host: { class: 'print-only', '(window:beforeprint)': 'note()' },
  styles: `
    :host {
      display: flex;
      justify-content: space-between;
      padding-bottom: 4px;
      border-bottom: var(--v-line);
    }
  `,
})
export class PrintHead {
  private readonly changes = inject(ChangeDetectorRef);
  protected readonly workshop = inject(Workshop);
  protected readonly formats = inject(Formats);
  protected readonly now = signal(new Date());

  /** The page is drawn for the paper as soon as this returns. */
  protected note(): void {
    this.now.set(new Date());
    this.changes.detectChanges();
  }
}
