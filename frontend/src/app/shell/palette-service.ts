import { Service, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';

/** Opens the command palette and the list of shortcuts; both are loaded when they are first wanted. */
@Service()
export class Palette {
  private readonly dialog = inject(MatDialog);

  async open(): Promise<void> {
    if (this.dialog.openDialogs.length) return;
    const { CommandPalette } = await import('./command-palette');
    this.dialog.open(CommandPalette, {
      width: '640px',
      maxWidth: 'calc(100vw - 16px)',
      position: { top: '10vh' },
      panelClass: 'palette-panel',
      autoFocus: 'input',
    });
  }

  async openHelp(): Promise<void> {
    if (this.dialog.openDialogs.length) return;
    const { ShortcutHelp } = await import('./shortcut-help');
    this.dialog.open(ShortcutHelp, { width: '560px' });
  }
}
