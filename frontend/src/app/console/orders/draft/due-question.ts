import { Service, inject } from '@angular/core';
import type { CalendarDay } from '@verstak/domain';
import { Formats } from '../../../core/i18n/formats';
import { Workshop } from '../../../core/workshop/workshop';
import { Dialogs } from '../../../ui/dialogs/dialogs';

/** Asks about a due date that has passed already: it is more often a slip than meant. */
@Service()
export class DueQuestion {
  private readonly dialogs = inject(Dialogs);
  private readonly formats = inject(Formats);
  private readonly workshop = inject(Workshop);

  /** Whether a day is meant that differs from the one before; only a past one is asked about. */
  async isMeant(day: CalendarDay, before: CalendarDay = ''): Promise<boolean> {
    if (!day || day === before || day >= this.workshop.today()) return true;
    return this.dialogs.confirm({
      title: 'orders.pastDue.title',
      text: 'orders.pastDue.text',
      action: 'orders.pastDue.keep',
      cancel: 'orders.pastDue.back',
      params: { day: this.formats.calendarDay(day) },
    });
  }
}
