import { Service, inject } from '@angular/core';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { spellMinutes } from '../../entities/parts/worked-time';

/** What takes less is told by tenths of a minute: ten minutes. */
const FEW = 600;

/** Time and what of it was earned in words. */
@Service()
export class FloorTime {
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);

  /** Seconds as hours and minutes, a few minutes with their tenths; a dash where there are none to tell of. */
  spell(seconds: number | undefined): string {
    if (seconds === undefined) return '–';
    if (seconds < FEW) {
      const minutes = this.formats.number(Math.round(seconds / 6) / 10);
      return this.i18n.t('parts.time.minutes', { minutes });
    }
    return spellMinutes(Math.round(seconds / 60), (key, params) => this.i18n.t(key, params));
  }

  /** How much of the standard was earned: `104 % of standard`. */
  earned(share: number): string {
    return this.i18n.t('reports.floor.ofStandard', { share: this.formats.percent(share / 100, 0) });
  }
}
