import { Service, inject } from '@angular/core';
import { Dialogs } from '../../../ui/dialogs/dialogs';
import type { LabelTask } from './label-dialog';

/** Prints labels of parts from wherever some are shown; the dialog is loaded when it is first wanted. */
@Service()
export class LabelPrints {
  private readonly dialogs = inject(Dialogs);

  async open(ids: readonly string[]): Promise<void> {
    const { LabelDialog } = await import('./label-dialog');
    const data: LabelTask = { ids };
    await this.dialogs.open(LabelDialog, { data, width: '720px', maxWidth: 'calc(100vw - 16px)' });
  }
}
