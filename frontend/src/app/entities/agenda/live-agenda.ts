import { inject } from '@angular/core';
import { type Today, TodayService } from '@verstak/api';
import { type LiveResource, liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';
import { Workshop } from '../../core/workshop/workshop';

/** What any card follows from. */
const FOLLOWED = [
  'Order',
  'Part',
  'SupplyRequest',
  'StockItem',
  'Conversation',
  'Notification',
  'Offer',
  'StockFeed',
  'Letter',
  'Workshop',
];
/** Milliseconds between two readings while one thing after another changes. */
const PAUSE = 2_000;

/** The cards of whoever is signed in, read again as what they follow from changes. Call where `inject` works. */
export function liveAgenda(): LiveResource<Today> {
  const [api, session, workshop] = [inject(TodayService), inject(Session), inject(Workshop)];
  return liveResource({
    // With the day what is late is another.
    params: () => ({ day: workshop.today(), userId: session.user()?.id }),
    load: () => api.getToday(),
    live: FOLLOWED,
    pause: PAUSE,
    keeps: (former, wanted) => former.userId === wanted.userId,
  });
}
