import { Service } from '@angular/core';
import type { Translation, TranslocoLoader } from '@jsverse/transloco';
import type { Language } from './languages';
import { type Texts, flatTexts } from './words';

const CHUNKS: Record<Language, () => Promise<{ default: readonly (readonly [string, Texts])[] }>> = {
  ru: () => import('../../../i18n/ru'),
  en: () => import('../../../i18n/en'),
};

/** Gives the texts of a language that every page may need, from one chunk of its own. */
@Service()
export class TranslationLoader implements TranslocoLoader {
  async getTranslation(language: string): Promise<Translation> {
    const { default: parts } = await CHUNKS[language as Language]();
    return Object.assign({}, ...parts.map(([name, texts]) => flatTexts(name, texts)));
  }
}
