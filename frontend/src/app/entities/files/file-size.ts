import { Pipe, type PipeTransform, inject } from '@angular/core';
import { I18n } from '../../core/i18n/i18n';
import { Formats } from '../../core/i18n/formats';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size in bytes as people say it, `4,8 МБ`. */
@Pipe({ name: 'fileSize', pure: false })
export class FileSizePipe implements PipeTransform {
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);

  transform(bytes: number): string {
    const steps = UNITS.findIndex((_unit, step) => bytes < 1_000 ** (step + 1));
    const step = steps < 0 ? UNITS.length - 1 : steps;
    const value = bytes / 1_000 ** step;
    const number = this.formats.number(step && value < 10 ? Number(value.toFixed(1)) : Math.round(value));
    return this.i18n.t(`files.size.${UNITS[step]}`, { number });
  }
}
