import { Service } from '@angular/core';
import { DefaultTranspiler, type TranspileParams, type TranslocoTranspiler } from '@jsverse/transloco';
import { expandPlurals } from './plurals';

/** Transloco's interpolation plus ICU plural blocks. */
@Service()
export class PluralTranspiler extends DefaultTranspiler implements TranslocoTranspiler {
  private language = 'ru';

  onLangChanged(language: string): void {
    this.language = language;
  }

  override transpile(task: TranspileParams): unknown {
    const { value, params } = task;
    if (typeof value !== 'string' || !params || !value.includes('plural')) return super.transpile(task);
    return super.transpile({ ...task, value: expandPlurals(value, params, this.language) });
  }
}
