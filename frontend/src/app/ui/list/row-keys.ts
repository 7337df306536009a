import { Directive, ElementRef, inject } from '@angular/core';
import { useShortcuts } from '../../core/keyboard/shortcuts';

/** Rows of several short lists (`data-row`) are gone through by the keys of a table, j and k, and by arrows from one of them. */
@Directive({
  selector: '[uiRowKeys]',
  host: { '(keydown.arrowdown)': 'step($event, 1)', '(keydown.arrowup)': 'step($event, -1)' },
})
export class RowKeys {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    useShortcuts([
      { keys: 'KeyJ', label: 'table.keys.down', run: () => this.move(1) },
      { keys: 'KeyK', label: 'table.keys.up', run: () => this.move(-1) },
    ]);
  }

  protected step(event: Event, by: 1 | -1): void {
    if (!(event.target as Element).matches('[data-row]')) return;
    event.preventDefault();
    this.move(by);
  }

  private move(by: 1 | -1): void {
    const rows = [...this.host.querySelectorAll<HTMLElement>('[data-row]')];
    const at = rows.findIndex((row) => row === row.ownerDocument.activeElement);
    const next = at < 0 && by < 0 ? rows.length - 1 : at + by;
    rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
  }
}
