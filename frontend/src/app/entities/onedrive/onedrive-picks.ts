import { Service, inject } from '@angular/core';
import { Dialogs } from '../../ui/dialogs/dialogs';
import type { OnedrivePick, OnedriveTask } from './onedrive-picker';

/** Lets people choose in the OneDrive of the workshop by looking, from wherever they are. */
@Service()
export class OnedrivePicks {
  private readonly dialogs = inject(Dialogs);

  /** A file whose name ends so, such as `.xlsx`; nothing where the dialog was left. */
  file(endings: readonly string[]): Promise<OnedrivePick | undefined> {
    return this.open({ kind: 'file', endings });
  }

  /** A folder, where something is to be put; nothing where the dialog was left. */
  place(): Promise<OnedrivePick | undefined> {
    return this.open({ kind: 'place' });
  }

  private async open(data: OnedriveTask): Promise<OnedrivePick | undefined> {
    const { OnedrivePicker } = await import('./onedrive-picker');
    return this.dialogs.open<OnedrivePick>(OnedrivePicker, { data, width: '600px' });
  }
}
