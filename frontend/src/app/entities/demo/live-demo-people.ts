import { inject } from '@angular/core';
import { Api, type DemoPerson, listDemoPeople } from '@verstak/api';
import { type LiveResource, liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';
import { Workshop } from '../../core/workshop/workshop';

/** The people of the demo, for whoever may see people; they stay marked where it is kept. Call where `inject` works. */
export function liveDemoPeople(): LiveResource<DemoPerson[]> {
  const [api, session, workshop] = [inject(Api), inject(Session), inject(Workshop)];
  return liveResource({
    params: () => {
      const state = workshop.settings().demo?.state;
      return (state === 'loaded' || state === 'kept') && session.can('users:read') ? state : undefined;
    },
    load: () => api.invoke(listDemoPeople),
    live: ['User'],
    pause: 5_000,
    keeps: () => true,
  });
}
