import { Service } from '@angular/core';
import type { Translation, TranslocoLoader } from '@jsverse/transloco';
import type { Language } from './languages';

const CHUNKS: Record<Language, () => Promise<{ default: Translation }>> = {
  ru: () => import('../../../i18n/ru'),
  en: () => import('../../../i18n/en'),
};

/** Gives a language's texts, all areas merged, from one chunk of its own. */
@Service()
export class TranslationLoader implements TranslocoLoader {
  async getTranslation(language: string): Promise<Translation> {
    return (await CHUNKS[language as Language]()).default;
  }
}
