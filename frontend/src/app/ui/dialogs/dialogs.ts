import { Service, type Type, inject } from '@angular/core';
import { MatDialog, type MatDialogConfig } from '@angular/material/dialog';
import type { FieldConflict } from '@verstak/domain';
import { firstValueFrom } from 'rxjs';
import { regainFocus } from '../../core/keyboard/lost-focus';
import type { Confirmation } from './confirm-dialog';
import type { FieldLook } from './conflict-dialog';

/** How every dialog stands, unless it says otherwise. */
const USUAL: MatDialogConfig = { ariaModal: true, maxWidth: 'calc(100vw - 32px)' };

/** Opens dialogs: asks before what cannot simply be undone, and settles conflicts; the dialogs are loaded when first wanted. */
@Service()
export class Dialogs {
  private readonly dialog = inject(MatDialog);

  /** Opens a dialog and gives what it was closed with; nothing where it was left. The focus goes back where it was. */
  async open<R>(component: Type<unknown>, config: MatDialogConfig): Promise<R | undefined> {
    const shown = this.dialog.open<unknown, unknown, R>(component, { ...USUAL, ...config });
    const result = await firstValueFrom(shown.afterClosed());
    regainFocus();
    return result;
  }

  /** Whether one is open now. */
  areOpen(): boolean {
    return this.dialog.openDialogs.length > 0;
  }

  /** Whether the person agreed. The words name what will go. */
  async confirm(question: Confirmation): Promise<boolean> {
    const { ConfirmDialog } = await import('./confirm-dialog');
    return (await this.open<boolean>(ConfirmDialog, { data: question, width: '440px' })) ?? false;
  }

  /** Whether typed but unsaved text may be left behind. */
  confirmLeaving(): Promise<boolean> {
    return this.confirm({ title: 'ui.leaveTitle', text: 'ui.leaveText', action: 'ui.leave', cancel: 'ui.stay' });
  }

  /**
   * Lets the person settle each field that somebody else changed too; gives the fields in which theirs was chosen, or
   * `undefined` where they went back to the form. `look` names a field and writes its values.
   */
  async resolve(conflicts: readonly FieldConflict[], look: FieldLook): Promise<ReadonlySet<string> | undefined> {
    const { ConflictDialog } = await import('./conflict-dialog');
    return this.open<ReadonlySet<string>>(ConflictDialog, { data: { conflicts, look }, width: '760px' });
  }
}
