import { inject } from '@angular/core';
import type { ApiProblem } from '../../core/http/api-problem';
import type { FieldLook } from '../dialogs/conflict-dialog';
import { Dialogs } from '../dialogs/dialogs';
import type { Settled } from './form-session';

interface Settling<D, T> {
  /** How the fields in conflict are called and written. */
  look: () => FieldLook;
  /** Reads what stands now; nothing for what is not stored yet. */
  read: () => Promise<D> | undefined;
  draftOf: (document: D) => T;
}

/** Settles a conflict with what others changed: asks whose values stay, then takes what stands. Call where `inject` works. */
export function settling<D extends { version: number }, T>({ look, read, draftOf }: Settling<D, T>) {
  const dialogs = inject(Dialogs);
  return async ({ conflicts }: ApiProblem): Promise<Settled<T> | undefined> => {
    const takeTheirs = await dialogs.resolve(conflicts, look());
    const fresh = takeTheirs && (await read());
    return fresh && { theirs: draftOf(fresh), version: fresh.version, takeTheirs };
  };
}
