import { Service, inject, signal } from '@angular/core';
import { Api, type Workshop as WorkshopSettings, getWorkshop } from '@verstak/api';
import type { CalendarDay } from '@verstak/domain';
import { dayOf } from '../i18n/format';

/** The workshop's settings: name, currency (ISO 4217), time zone (IANA); until they arrive those of a new workshop. */
@Service()
export class Workshop {
  private readonly api = inject(Api);
  private readonly current = signal<WorkshopSettings>({
    name: '',
    currency: 'RUB',
    currencyDigits: 2,
    timeZone: 'Europe/Moscow',
    url: '',
  });

  readonly settings = this.current.asReadonly();

  /** The day it is in the workshop, `YYYY-MM-DD`. */
  today(): CalendarDay {
    return dayOf(new Date(), this.settings().timeZone);
  }

  /** Reads the settings; needs a session. */
  async load(): Promise<void> {
    this.current.set(await this.api.invoke(getWorkshop));
  }
}
