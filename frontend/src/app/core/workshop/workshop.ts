import { Service, inject, signal } from '@angular/core';
import { Api, type Workshop as WorkshopSettings, getWorkshop } from '@verstak/api';

/** The workshop's settings: name, currency (ISO 4217), time zone (IANA); until they arrive those of a new workshop. */
@Service()
export class Workshop {
  private readonly api = inject(Api);
  private readonly current = signal<WorkshopSettings>({ name: '', currency: 'RUB', timeZone: 'Europe/Moscow' });

  readonly settings = this.current.asReadonly();

  /** Reads the settings; needs a session. */
  async load(): Promise<void> {
    this.current.set(await this.api.invoke(getWorkshop));
  }
}
