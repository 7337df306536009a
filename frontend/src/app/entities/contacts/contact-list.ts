import { Component, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Contact } from '@verstak/api';
import { telOf } from '../../ui/pipes/tel';

/** The people to talk to at a company, with links that call them and write to them. */
@Component({
  selector: 'app-contact-list',
  imports: [TranslocoPipe],
  template: `
    <section aria-labelledby="contacts">
      <h2 id="contacts">{{ 'contacts.title' | transloco }}</h2>
      <ul>
        @for (contact of contacts(); track contact.id) {
          <li>
            <p>
              <strong>{{ contact.name }}</strong>
              @if (contact.position) {
                <span class="muted">{{ contact.position }}</span>
              }
            </p>
            @if (contact.phone) {
              <a [href]="telOf(contact)">{{ contact.phone }}</a>
            }
            @if (contact.email) {
              <a [href]="'mailto:' + contact.email">{{ contact.email }}</a>
            }
          </li>
        }
      </ul>
    </section>
  `,
  styles: `
    h2 {
      margin-bottom: 8px;
    }
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(220px, 1fr));
      gap: 8px;
    }
    li {
      display: grid;
      gap: 2px;
      align-content: start;
      padding: 10px 12px;
      border: var(--v-line);
      border-radius: 10px;
    }
    p {
      display: flex;
      flex-wrap: wrap;
      gap: 0 8px;
    }
    /* A number to call is a target for a finger. */
    @media (pointer: coarse) {
      a {
        display: inline-flex;
        align-items: center;
        min-height: 44px;
      }
    }
  `,
})
export class ContactList {
  protected readonly telOf = telOf;
  readonly contacts = input.required<readonly Contact[]>();
}
