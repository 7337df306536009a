import { DOCUMENT, REQUEST_CONTEXT, Service, inject } from '@angular/core';
import type { Language as Tongue } from '../../../../src/app/core/i18n/languages';
import type { PageContext } from './request-context';

const YEAR = 31_536_000;

/** The language of the page: what the server found in the request, which the page says of itself. */
@Service()
export class Language {
  private readonly document = inject(DOCUMENT);
  private readonly context = inject(REQUEST_CONTEXT, { optional: true }) as PageContext | null;

  readonly current: Tongue = this.context?.language ?? (this.document.documentElement.lang === 'en' ? 'en' : 'ru');

  /** The page says which language it is in. */
  announce(): void {
    this.document.documentElement.lang = this.current;
  }

  /** Remembers another language and opens the page in it. */
  choose(language: Tongue): void {
    this.document.cookie = `verstak.shop.language=${language}; path=/shop; max-age=${YEAR}; samesite=lax`;
    this.document.location.reload();
  }
}
