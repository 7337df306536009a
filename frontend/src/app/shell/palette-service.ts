import { Service, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { I18n } from '../core/i18n/i18n';

/** Opens the command palette and the list of shortcuts; both are loaded when they are first wanted. */
@Service()
export class Palette {
  private readonly dialog = inject(MatDialog);
  private readonly i18n = inject(I18n);

  async open(): Promise<void> {
    if (this.dialog.openDialogs.length) return;
    const { CommandPalette } = await import('./command-palette');
    this.dialog.open(CommandPalette, {
      width: '640px',
      maxWidth: 'calc(100vw - 16px)',
      position: { top: '10vh' },
      panelClass: 'palette-panel',
      autoFocus: 'input',
      ariaLabel: this.i18n.t('shell.keys.palette'),
      ariaModal: true,
    });
  }

  async openHelp(): Promise<void> {
    if (this.dialog.openDialogs.length) return;
    const { ShortcutHelp } = await import('./shortcut-help');
    this.dialog.open(ShortcutHelp, { width: '560px' });
  }
}
