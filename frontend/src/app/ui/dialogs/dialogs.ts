import { Service, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import type { FieldConflict } from '@verstak/domain';
import { firstValueFrom } from 'rxjs';
import type { Confirmation } from './confirm-dialog';
import type { FieldLook } from './conflict-dialog';

/** Asks before what cannot simply be undone, and settles conflicts; the dialogs are loaded when first wanted. */
@Service()
export class Dialogs {
  private readonly dialog = inject(MatDialog);

  /** Whether the person agreed. The words name what will go. */
  async confirm(question: Confirmation): Promise<boolean> {
    const { ConfirmDialog } = await import('./confirm-dialog');
    const shown = this.dialog.open<unknown, Confirmation, boolean>(ConfirmDialog, { data: question, width: '440px' });
    return (await firstValueFrom(shown.afterClosed())) ?? false;
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
    const data = { conflicts, look };
    const shown = this.dialog.open<unknown, typeof data, ReadonlySet<string>>(ConflictDialog, { data, width: '760px' });
    return firstValueFrom(shown.afterClosed());
  }
}
