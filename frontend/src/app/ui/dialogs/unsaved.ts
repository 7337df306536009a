import { inject } from '@angular/core';
import type { CanDeactivateFn } from '@angular/router';
import { Dialogs } from './dialogs';

/** A page on which something may be typed and not yet saved. */
export interface Unsaved {
  hasUnsaved(): boolean;
}

/** Asks before typed text is left behind: `canDeactivate: [keepUnsaved]`. */
export const keepUnsaved: CanDeactivateFn<Unsaved> = (page) => !page.hasUnsaved() || inject(Dialogs).confirmLeaving();
