import { Service, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Api, type Workshop as WorkshopBody, getWorkshop } from '@verstak/api';
import type { CalendarDay } from '@verstak/domain';
import { filter } from 'rxjs';
import { dayOf } from '../i18n/format';
import { Live } from '../live/live';

/** What every screen needs to know: currency by ISO 4217, time zone by IANA, country by ISO 3166. */
export type WorkshopSettings = Pick<
  WorkshopBody,
  'name' | 'logoId' | 'demo' | 'currency' | 'currencyDigits' | 'timeZone' | 'country' | 'url' | 'urlFault'
>;

/** The workshop's settings; until they arrive those of a new workshop. */
@Service()
export class Workshop {
  private readonly api = inject(Api);
  private readonly current = signal<WorkshopSettings>({
    name: '',
    currency: 'RUB',
    currencyDigits: 2,
    timeZone: 'Europe/Moscow',
    country: 'RU',
    url: '',
  });

  readonly settings = this.current.asReadonly();

  constructor() {
    inject(Live)
      .changes('Workshop')
      .pipe(
        filter(({ id }) => id !== ''),
        takeUntilDestroyed(),
      )
      .subscribe(() => void this.load().catch(() => undefined));
  }

  /** The day it is in the workshop, `YYYY-MM-DD`. */
  today(): CalendarDay {
    return dayOf(new Date(), this.settings().timeZone);
  }

  /** Reads the settings; needs a session. */
  async load(): Promise<void> {
    this.put(await this.api.invoke(getWorkshop));
  }

  /** Takes what the answer to an own act gave. */
  put(settings: WorkshopSettings): void {
    this.current.set(settings);
  }
}
