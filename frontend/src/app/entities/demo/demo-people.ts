import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { Api, makeDemoPassword } from '@verstak/api';
import { Copier } from '../../core/platform/copier';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { liveDemoPeople } from './live-demo-people';

/** The people of the demo to sign in as: by which login, and what each of them sees; with a password that is told once. */
@Component({
  selector: 'app-demo-people',
  imports: [MatButton, MatIcon, TranslocoPipe],
  template: `
    @if (people.value(); as all) {
      <section aria-labelledby="demo-people">
        <h2 id="demo-people">{{ 'demo.people.title' | transloco }}</h2>
        <p class="muted">{{ 'demo.people.text' | transloco }}</p>
        <ul>
          @for (person of all; track person.id) {
            <li>
              <strong>{{ person.name }}</strong>
              <code>{{ person.login }}</code>
              <span class="muted">{{ 'demo.people.sees.' + person.roleKey | transloco }}</span>
            </li>
          }
        </ul>
        @if (mayMake()) {
          <p class="password">
            @if (password(); as told) {
              <span
                >{{ 'demo.people.password' | transloco }} <code>{{ told }}</code></span
              >
              <button mat-stroked-button type="button" (click)="copy(told)">
                <mat-icon svgIcon="copy" />{{ 'demo.people.copy' | transloco }}
              </button>
            }
            <button mat-button type="button" [disabled]="isMaking()" (click)="make()">
              <mat-icon svgIcon="key" />
              {{ (password() ? 'demo.people.another' : 'demo.people.make') | transloco }}
            </button>
          </p>
        }
      </section>
    }
  `,
  styles: `
    section {
      max-width: 1120px;
      padding: 8px 0 24px;
    }
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 200px), 1fr));
      gap: 8px;
      margin-top: 12px;
    }
    li {
      display: grid;
      gap: 2px;
      align-content: start;
      padding: 12px;
      border: var(--v-line);
      border-radius: 12px;
      background: var(--mat-sys-surface-container-lowest);
    }
    code {
      overflow-wrap: anywhere;
      user-select: all;
    }
    .password {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
      margin-top: 12px;
    }
  `,
})
export class DemoPeople {
  private readonly api = inject(Api);
  private readonly copier = inject(Copier);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly people = liveDemoPeople();
  protected readonly mayMake = computed(() => this.session.can('users:write'));
  protected readonly isMaking = signal(false);
  /** It is told once: whoever comes back makes another. */
  protected readonly password = signal<string | undefined>(undefined);

  protected async make(): Promise<void> {
    this.isMaking.set(true);
    try {
      this.password.set((await this.api.invoke(makeDemoPassword)).password);
    } catch (error) {
      this.toasts.fail(error);
    } finally {
      this.isMaking.set(false);
    }
  }

  protected copy(password: string): void {
    this.copier.copy(password, 'demo.people.copied');
  }
}
