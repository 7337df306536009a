import { inject } from '@angular/core';
import type { CanDeactivateFn } from '@angular/router';
import { Dialogs } from '../dialogs/dialogs';

/** A page on which something may be typed and not yet saved. */
export interface Unsaved {
  hasUnsaved(): boolean;
  /** The person agreed to leave: what was typed is given up. */
  giveUp(): void;
}

/** Asks before typed text is left behind: `canDeactivate: [keepUnsaved]`. */
export const keepUnsaved: CanDeactivateFn<Unsaved> = async (page) => {
  if (!page.hasUnsaved()) return true;
  const leaves = await inject(Dialogs).confirmLeaving();
  if (leaves) page.giveUp();
  return leaves;
};
