import { Service, effect, inject, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Workshop } from '../workshop/workshop';

/** Titles of routes are translation keys; a page may say more, such as the number of its order. */
@Service()
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);
  private readonly key = signal<string | undefined>(undefined);
  private readonly detail = signal<string | undefined>(undefined);

  constructor() {
    super();
    effect(() => {
      const key = this.key();
      const workshop = this.workshop.settings().name || this.i18n.t('shell.product');
      const parts = [this.detail() ?? (key ? this.i18n.t(key) : undefined), workshop];
      this.title.setTitle(parts.filter(Boolean).join(' · '));
    });
  }

  override updateTitle(snapshot: RouterStateSnapshot): void {
    this.detail.set(undefined);
    this.key.set(this.buildTitle(snapshot));
  }

  /** Replaces the route's title until the next navigation. */
  say(detail: string): void {
    this.detail.set(detail);
  }
}
