import { DOCUMENT, Service, computed, inject, signal } from '@angular/core';
import { recall, remember } from '../platform/storage';

export const THEMES = ['system', 'light', 'dark'] as const;

export type ThemeChoice = (typeof THEMES)[number];

const KEY = 'verstak.theme';

/** Light, dark or what the system says; remembered. `public/theme.js` applies it before the first paint. */
@Service()
export class Theme {
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly system = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
  private readonly systemIsDark = signal(this.system?.matches ?? false);
  private readonly chosen = signal<ThemeChoice>(remembered());

  readonly choice = this.chosen.asReadonly();

  /** Whether dark colours are on screen now. */
  readonly isDark = computed(() => this.chosen() === 'dark' || (this.chosen() === 'system' && this.systemIsDark()));

  constructor() {
    this.system?.addEventListener('change', (event) => this.systemIsDark.set(event.matches));
    this.apply(this.chosen());
  }

  use(choice: ThemeChoice): void {
    this.chosen.set(choice);
    remember(KEY, choice === 'system' ? null : choice);
    this.apply(choice);
  }

  private apply(choice: ThemeChoice): void {
    if (choice === 'system') delete this.root.dataset['theme'];
    else this.root.dataset['theme'] = choice;
  }
}

function remembered(): ThemeChoice {
  const value = recall(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
}
