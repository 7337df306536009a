import { inject } from '@angular/core';
import type { CanDeactivateFn } from '@angular/router';
import { Dialogs } from '../../../ui/dialogs/dialogs';
import type { Unsaved } from '../../../ui/dialogs/unsaved';

/** A page that keeps what is typed until it is saved or given up. */
export interface KeepsDraft extends Unsaved {
  giveUp(): void;
}

/** Asks before typed text is left behind; who agrees gives up what was kept, too. */
export const leaveOrder: CanDeactivateFn<KeepsDraft> = async (page) => {
  if (!page.hasUnsaved()) return true;
  const leaves = await inject(Dialogs).confirmLeaving();
  if (leaves) page.giveUp();
  return leaves;
};
