import type { CalendarDay } from '@verstak/domain';
import { Invalid } from './failure.js';

/** A day on which something has happened: as told, today where it is not; 400 for one that is still to come. */
export function pastDay(day: CalendarDay | undefined, today: CalendarDay, field = 'day'): CalendarDay {
  if (!day || day <= today) return day ?? today;
  throw Invalid([{ field, rule: 'past', value: day, message: `must not be after today, ${today}` }]);
}
