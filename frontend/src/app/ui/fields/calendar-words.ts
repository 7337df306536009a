import { Service, effect, inject } from '@angular/core';
import { MatDatepickerIntl } from '@angular/material/datepicker';
import { I18n } from '../../core/i18n/i18n';

/** What Material's calendar says to screen readers, in the language of the screen. */
@Service({ autoProvided: false })
export class CalendarWords extends MatDatepickerIntl {
  constructor() {
    super();
    const i18n = inject(I18n);
    effect(() => {
      this.calendarLabel = i18n.t('fields.calendar.title');
      this.openCalendarLabel = i18n.t('fields.calendar.open');
      this.closeCalendarLabel = i18n.t('fields.calendar.close');
      this.prevMonthLabel = i18n.t('fields.calendar.previousMonth');
      this.nextMonthLabel = i18n.t('fields.calendar.nextMonth');
      this.prevYearLabel = i18n.t('fields.calendar.previousYear');
      this.nextYearLabel = i18n.t('fields.calendar.nextYear');
      this.prevMultiYearLabel = i18n.t('fields.calendar.previousYears');
      this.nextMultiYearLabel = i18n.t('fields.calendar.nextYears');
      this.switchToMonthViewLabel = i18n.t('fields.calendar.chooseDay');
      this.switchToMultiYearViewLabel = i18n.t('fields.calendar.chooseMonth');
      this.changes.next();
    });
  }
}
