import { Service, computed, inject, resource } from '@angular/core';
import { type LocalText, ShopService } from '@verstak/api';
import { textIn } from '@verstak/domain';
import { type Locale, formatAddition, formatMoney, formatNumber } from '../../../../src/app/core/i18n/format';
import { Language } from './language';

/** Whose shop it is, and how it writes sums, quantities and days. */
@Service()
export class Shop {
  private readonly api = inject(ShopService);
  private readonly language = inject(Language).current;
  private readonly info = resource({ loader: () => this.api.getShop() });

  readonly about = computed(() => (this.info.hasValue() ? this.info.value() : undefined));
  readonly name = computed(() => this.about()?.name ?? '');

  /** Where orders are picked up: as it is told to customers, else the address of the workshop. */
  readonly pickUpPlace = computed(() => {
    const { pickUp, address } = this.about() ?? {};
    return this.text(pickUp) ?? this.text(address ? { [this.language]: address } : undefined);
  });

  private readonly locale = computed((): Locale => {
    const { currency = 'RUB', currencyDigits = 2, timeZone = 'UTC' } = this.about() ?? {};
    return { language: this.language, currency, currencyDigits, timeZone };
  });

  /** A text of the workshop in the language of the page, else in the other. */
  text(text: LocalText | undefined): ReturnType<typeof textIn> {
    return textIn(text, this.language);
  }

  money(minor: number): string {
    return formatMoney(minor, this.locale(), true);
  }

  /** What a choice adds to a price, with its sign; empty for nothing. */
  addition(minor: number): string {
    return formatAddition(minor, this.locale(), true);
  }

  quantity(value: number, unit: string): string {
    return `${formatNumber(value, this.locale())} ${unit}`;
  }

  /** A calendar day `YYYY-MM-DD` in words. */
  day(day: string): string {
    return this.dayIn('UTC', `${day}T00:00:00Z`);
  }

  /** The day of an instant in the workshop's zone. */
  dayOf(instant: string): string {
    return this.dayIn(this.locale().timeZone, instant);
  }

  /** Day and time of an instant in the workshop's zone. */
  moment(instant: string): string {
    const { timeZone } = this.locale();
    const format = new Intl.DateTimeFormat(this.language, {
      timeZone,
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
    return format.format(new Date(instant));
  }

  private dayIn(timeZone: string, instant: string): string {
    const format = new Intl.DateTimeFormat(this.language, { timeZone, day: 'numeric', month: 'long' });
    return format.format(new Date(instant));
  }
}
