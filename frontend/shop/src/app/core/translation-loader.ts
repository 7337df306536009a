import { Service } from '@angular/core';
import type { Translation, TranslocoLoader } from '@jsverse/transloco';

/** The texts of a language; they come with the page and not by a request of their own. */
@Service()
export class TranslationLoader implements TranslocoLoader {
  async getTranslation(language: string): Promise<Translation> {
    const { default: texts } =
      language === 'en'
        ? await import('../../i18n/en.json', { with: { type: 'json' } })
        : await import('../../i18n/ru.json', { with: { type: 'json' } });
    return texts;
  }
}
