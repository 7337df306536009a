import { Service, computed, effect, inject, untracked } from '@angular/core';
import { Preferences } from './preferences/preferences';
import { Session } from './session/session';
import { Workshop } from './workshop/workshop';

/** What must be known before a signed-in page: the workshop's settings and what the person likes. */
@Service()
export class Entrance {
  private readonly workshop = inject(Workshop);
  private readonly preferences = inject(Preferences);

  constructor() {
    const session = inject(Session);
    const isKnownAlone = computed(() => session.isSignedIn() && session.accessToken() === undefined);
    let wasKnownAlone = false;
    effect(() => {
      const isAlone = isKnownAlone();
      // Who went on without the server went on with what was kept.
      if (wasKnownAlone && !isAlone && session.isSignedIn()) untracked(() => void this.prepare());
      wasKnownAlone = isAlone;
    });
  }

  async prepare(): Promise<void> {
    await Promise.allSettled([this.workshop.load(), this.preferences.load()]);
  }
}

/** What must be known before the first page: whether somebody is signed in, and then what their pages need. */
export async function start(): Promise<void> {
  const [session, entrance] = [inject(Session), inject(Entrance)];
  await session.resume();
  if (session.isSignedIn()) await entrance.prepare();
}
