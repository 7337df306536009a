import { HttpClient } from '@angular/common/http';
import { Service, inject, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';

/** What the whole product takes from the workshop: its name, currency (ISO 4217) and time zone (IANA). */
export interface WorkshopSettings {
  name: string;
  currency: string;
  timeZone: string;
}

/** The workshop's settings; until they have arrived those of a new workshop. */
@Service()
export class Workshop {
  private readonly http = inject(HttpClient);
  private readonly current = signal<WorkshopSettings>({ name: '', currency: 'RUB', timeZone: 'Europe/Moscow' });

  readonly settings = this.current.asReadonly();

  /** Reads the settings; needs a session. */
  async load(): Promise<void> {
    this.current.set(await firstValueFrom(this.http.get<WorkshopSettings>('/api/v1/workshop')));
  }
}
