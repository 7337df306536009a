import { DOCUMENT, Service, inject, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { recall, remember } from '../platform/storage';
import { type Language, isLanguage, preferredLanguage } from './languages';
import { type Words, flatTexts } from './words';

const KEY = 'verstak.language';

/** The language in use: remembered, switched at run time; `t` translates and is reactive to the switch. */
@Service()
export class I18n {
  private readonly transloco = inject(TranslocoService);
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly current = signal<Language>('ru');
  private readonly areas = new Map<string, Words>();
  /** What has arrived of them: `ru.orders`. */
  private readonly arrived = new Set<string>();

  /** The language whose texts are on screen. */
  readonly language = this.current.asReadonly();

  /** Loads the remembered language, at a first visit that of the browser; the application starts when its texts are there. */
  async start(): Promise<void> {
    const remembered = recall(KEY);
    await this.use(isLanguage(remembered) ? remembered : preferredLanguage(this.window?.navigator.languages ?? []));
  }

  /** Switches once the texts have arrived, so that nobody sees keys. */
  async use(language: Language): Promise<void> {
    await Promise.all([firstValueFrom(this.transloco.load(language)), this.fill(language)]);
    this.transloco.setActiveLang(language);
    this.current.set(language);
    this.root.lang = language;
    remember(KEY, language);
  }

  /** Adds the texts of an area that is being entered; it waits for them, and another language brings them too. */
  async add(name: string, words: Words): Promise<void> {
    this.areas.set(name, words);
    await this.fill(this.current());
  }

  /** The text of a key in the current language; reading it in a computed or a template follows the switch. */
  t(key: string, params?: Record<string, unknown>): string {
    this.current();
    return this.transloco.translate(key, params);
  }

  /** Whether the current language has a text for the key. */
  has(key: string): boolean {
    return typeof this.transloco.getTranslation(this.current())[key] === 'string';
  }

  /** What is not there yet of the areas that were entered. */
  private async fill(language: Language): Promise<void> {
    const missing = [...this.areas].filter(([name]) => !this.arrived.has(`${language}.${name}`));
    await Promise.all(
      missing.map(async ([name, words]) => {
        const { default: texts } = await words[language]();
        this.transloco.setTranslation(flatTexts(name, texts), language);
        this.arrived.add(`${language}.${name}`);
      }),
    );
  }
}
