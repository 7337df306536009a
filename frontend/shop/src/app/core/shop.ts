import { Service, computed, inject, resource } from '@angular/core';
import { ShopService } from '@verstak/api';
import { formatMoney, formatNumber } from '../../../../src/app/core/i18n/format';
import { Language } from './language';

/** Whose shop it is, and how it writes sums, quantities and days. */
@Service()
export class Shop {
  private readonly api = inject(ShopService);
  private readonly language = inject(Language).current;
  private readonly info = resource({ loader: () => this.api.getShop() });

  readonly about = computed(() => (this.info.hasValue() ? this.info.value() : undefined));
  readonly name = computed(() => this.about()?.name ?? '');

  money(minor: number): string {
    const { currency = 'RUB', currencyDigits = 2, timeZone = 'UTC' } = this.about() ?? {};
    return formatMoney(minor, { language: this.language, currency, currencyDigits, timeZone }, true);
  }

  quantity(value: number, unit: string): string {
    return `${formatNumber(value, { language: this.language })} ${unit}`;
  }

  /** A calendar day `YYYY-MM-DD` in words. */
  day(day: string): string {
    const format = new Intl.DateTimeFormat(this.language, { timeZone: 'UTC', day: 'numeric', month: 'long' });
    return format.format(new Date(`${day}T00:00:00Z`));
  }

  /** The day of an instant in the workshop's zone. */
  dayOf(instant: string): string {
    const { timeZone = 'UTC' } = this.about() ?? {};
    return new Intl.DateTimeFormat(this.language, { timeZone, day: 'numeric', month: 'long' }).format(
      new Date(instant),
    );
  }
}
