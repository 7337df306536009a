import { Component, computed, debounced, inject, input, resource } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { ClientsService } from '@verstak/api';

const PAUSE = 400;
const SHORTEST = 4;
const MOST = 2;

/** Links to clients that already have what is being typed, so that nobody is written down twice. */
@Component({
  selector: 'app-duplicate-hint',
  imports: [MatIcon, RouterLink, TranslocoPipe],
  template: `
    @for (client of found(); track client.id) {
      <p>
        <mat-icon svgIcon="info" aria-hidden="true" />
        <span>
          {{ 'clients.duplicate' | transloco }}
          <a target="_blank" [routerLink]="['/clients', client.id]"
            >{{ client.name }}, {{ 'ui.numbered' | transloco: { number: client.number } }}</a
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
  private readonly api = inject(ClientsService);
  readonly words = input.required<string>();
  /** The client being changed is no duplicate of itself. */
  readonly except = input<string>();

  private readonly typed = debounced(this.words, PAUSE);
  private readonly answer = resource({
    params: () => {
      const q = (this.typed.value() ?? '').trim();
      return q.length < SHORTEST ? undefined : q;
    },
    loader: ({ params }) => this.api.listClients({ q: params, pageSize: MOST + 1 }),
  });
  protected readonly found = computed(() => {
    const items = this.answer.hasValue() ? this.answer.value().items : [];
    return items.filter(({ id }) => id !== this.except()).slice(0, MOST);
  });
}
