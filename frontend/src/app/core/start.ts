import { inject } from '@angular/core';
import { Session } from './session/session';
import { Workshop } from './workshop/workshop';

/** What must be known before the first page: whether somebody is signed in, and the workshop's settings. */
export async function start(): Promise<void> {
  const session = inject(Session);
  const workshop = inject(Workshop);
  await session.resume();
  if (session.isSignedIn()) await workshop.load().catch(() => undefined);
}
