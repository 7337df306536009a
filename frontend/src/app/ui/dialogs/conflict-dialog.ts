import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { MatRadioButton, MatRadioGroup } from '@angular/material/radio';
import { TranslocoPipe } from '@jsverse/transloco';
import type { FieldConflict } from '@verstak/domain';
import { useDialogAct } from '../../core/keyboard/shortcuts';

/** How a field is named and its values written, both translated. */
export interface FieldLook {
  name: (field: string) => string;
  value: (field: string, value: unknown) => string;
}

/** Shows what two people wrote into the same fields and lets one choose, field by field. */
@Component({
  selector: 'ui-conflict-dialog',
  imports: [
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    MatRadioButton,
    MatRadioGroup,
    TranslocoPipe,
  ],
  templateUrl: './conflict-dialog.html',
  styleUrl: './conflict-dialog.scss',
})
export class ConflictDialog {
  private readonly dialog = inject<MatDialogRef<ConflictDialog, ReadonlySet<string>>>(MatDialogRef);
  private readonly given = inject<{ conflicts: readonly FieldConflict[]; look: FieldLook }>(MAT_DIALOG_DATA);
  protected readonly conflicts = this.given.conflicts;
  private readonly theirs = signal<ReadonlySet<string>>(new Set());

  constructor() {
    useDialogAct('ui.conflict.resolve', () => this.finish());
  }

  protected nameOf(conflict: FieldConflict): string {
    return this.given.look.name(conflict.field);
  }

  protected write(conflict: FieldConflict, side: 'before' | 'theirs' | 'yours'): string {
    return this.given.look.value(conflict.field, conflict[side]);
  }

  protected takesTheirs(conflict: FieldConflict): boolean {
    return this.theirs().has(conflict.field);
  }

  protected choose(conflict: FieldConflict, isTheirs: boolean): void {
    this.theirs.update((fields) => {
      const next = new Set(fields);
      if (isTheirs) next.add(conflict.field);
      else next.delete(conflict.field);
      return next;
    });
  }

  protected finish(): void {
    this.dialog.close(this.theirs());
  }
}
