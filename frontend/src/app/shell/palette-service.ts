import { Service, inject } from '@angular/core';
import { I18n } from '../core/i18n/i18n';
import { Dialogs } from '../ui/dialogs/dialogs';

const palette = (): Promise<typeof import('./command-palette')> => import('./command-palette');
const WARM_AFTER = 2000;

/** Opens the command palette and the list of shortcuts; the palette is fetched while the first page stands idle. */
@Service()
export class Palette {
  private readonly dialogs = inject(Dialogs);
  private readonly i18n = inject(I18n);

  constructor() {
    setTimeout(() => void palette().catch(() => undefined), WARM_AFTER);
  }

  async open(): Promise<void> {
    const { CommandPalette } = await palette();
    if (this.dialogs.areOpen()) return;
    void this.dialogs.open(CommandPalette, {
      width: '640px',
      maxWidth: 'calc(100vw - 16px)',
      position: { top: '10vh' },
      panelClass: 'palette-panel',
      autoFocus: 'input',
      ariaLabel: this.i18n.t('shell.keys.palette'),
    });
  }

  async openHelp(): Promise<void> {
    const { ShortcutHelp } = await import('./shortcut-help');
    if (this.dialogs.areOpen()) return;
    void this.dialogs.open(ShortcutHelp, { width: '560px' });
  }
}
