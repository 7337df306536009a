import { Service, inject } from '@angular/core';
import type { Params } from '@angular/router';
import type { TodayRow } from '@verstak/api';
import type { TodayCardName } from '@verstak/domain';
import { Session } from '../../core/session/session';
import { hasPages, pageFor, QUEUE } from '../document-pages';
import { AGENDA_LOOKS } from './agenda-looks';

export interface AgendaLink {
  link: string;
  params?: Params;
  /** A place on the page. */
  fragment?: string;
}

/** Where the rows of the cards lead. */
@Service()
export class AgendaLinks {
  private readonly session = inject(Session);

  /** To the page of what a row is about, as who is signed in sees it; else to where the whole card stands. */
  of(card: TodayCardName, { entity, id, name }: TodayRow): AgendaLink {
    if (entity === 'Offer') return { link: '/supply/offers', params: { q: name } };
    if (!entity || !id || !hasPages(entity)) return AGENDA_LOOKS[card].all;
    const link = pageFor(entity, id, (right) => this.session.may(right));
    if (link === QUEUE) return { link, fragment: `part-${id}` };
    return card === 'unread' ? { link, params: { tab: 'messages' } } : { link };
  }
}
