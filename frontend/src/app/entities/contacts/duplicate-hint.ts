import { Component, computed, debounced, input, resource } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';

const PAUSE = 400;
const SHORTEST = 4;
const MOST = 2;

interface Known {
  id: string;
  name: string;
  number: number;
}

/** Links to companies that already have what is being typed, so that none is written down twice. */
@Component({
  selector: 'app-duplicate-hint',
  imports: [MatIcon, RouterLink, TranslocoPipe],
  template: `
    @for (one of found(); track one.id) {
      <p>
        <mat-icon svgIcon="info" aria-hidden="true" />
        <span>
          {{ 'contacts.duplicate' | transloco }}
          <a target="_blank" [routerLink]="[path(), one.id]"
            >{{ one.name }}, {{ 'ui.numbered' | transloco: { number: one.number } }}</a
          >
        </span>
      </p>
    }
  `,
  host: { 'aria-live': 'polite' },
  styles: `
    p {
      display: flex;
      gap: 8px;
      padding: 8px 12px;
      border-radius: 8px;
      background: var(--mat-sys-tertiary-container);
      color: var(--mat-sys-on-tertiary-container);
    }
    a {
      color: inherit;
      font-weight: 550;
    }
  `,
})
export class DuplicateHint {
  readonly words = input.required<string>();
  /** Finds those that have these words, the best first. */
  readonly find = input.required<(q: string, pageSize: number) => Promise<{ items: readonly Known[] }>>();
  /** Where their pages are. */
  readonly path = input.required<string>();
  /** What is being changed is no duplicate of itself. */
  readonly except = input<string>();

  private readonly typed = debounced(this.words, PAUSE);
  private readonly answer = resource({
    params: () => {
      const q = (this.typed.value() ?? '').trim();
      return q.length < SHORTEST ? undefined : q;
    },
    loader: ({ params }) => this.find()(params, MOST + 1),
  });
  protected readonly found = computed(() => {
    const items = this.answer.hasValue() ? this.answer.value().items : [];
    return items.filter(({ id }) => id !== this.except()).slice(0, MOST);
  });
}
