import { Component, ElementRef, Injector, afterNextRender, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { Toasts } from '../../core/toasts/toasts';
import { TextField } from '../../ui/fields/text-field';
import { BLANK_CONTACT, type ContactDraft } from './contact-draft';

/** The people to talk to at a company, each as a row of fields. */
@Component({
  selector: 'app-contact-fields',
  imports: [FormField, MatButton, MatIcon, MatIconButton, TextField, TranslocoPipe],
  template: `
    <fieldset>
      <legend>{{ 'contacts.title' | transloco }}</legend>
      @for (contact of contacts(); track contact; let index = $index) {
        <div class="contact" role="group" [attr.aria-label]="contact.name().value() || ('contacts.one' | transloco)">
          <ui-text-field [label]="'contacts.name' | transloco" [formField]="contact.name" />
          <ui-text-field [label]="'contacts.position' | transloco" [formField]="contact.position" />
          <ui-text-field type="tel" [label]="'contacts.phone' | transloco" [formField]="contact.phone" />
          <ui-text-field type="email" [label]="'contacts.email' | transloco" [formField]="contact.email" />
          <button
            mat-icon-button
            type="button"
            [attr.aria-label]="'contacts.remove' | transloco: { name: contact.name().value() }"
            (click)="remove(index)"
          >
            <mat-icon svgIcon="delete" />
          </button>
        </div>
      }
      <button mat-stroked-button type="button" (click)="add()">
        <mat-icon svgIcon="add" />{{ 'contacts.add' | transloco }}
      </button>
    </fieldset>
  `,
  styles: `
    fieldset {
      display: grid;
      gap: 12px;
      justify-items: start;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      margin-bottom: 12px;
      padding: 0;
      font: 600 16px/24px var(--mat-sys-headline-small-font);
    }
    .contact {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr)) 48px;
      gap: 12px;
      width: 100%;
      padding: 12px;
      border: var(--v-line);
      border-radius: 10px;
    }
    .contact button {
      grid-area: 1 / 3;
    }
    @media (max-width: 599px) {
      .contact {
        grid-template-columns: minmax(0, 1fr) 48px;
      }
      .contact ui-text-field:not(:first-child) {
        grid-column: 1 / -1;
      }
      .contact button {
        grid-area: 1 / 2;
      }
    }
  `,
})
export class ContactFields {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  private readonly toasts = inject(Toasts);

  readonly contacts = input.required<FieldTree<ContactDraft[]>>();

  protected add(): void {
    this.contacts()().value.update((contacts) => [...contacts, { ...BLANK_CONTACT }]);
    this.focusOn('.contact:last-of-type input');
  }

  /**
   * A contact that goes can be brought back for 10 seconds, as it was typed. The keyboard goes on at the contact that
   * took the place, else at the last, else at the button that adds one.
   */
  protected remove(index: number): void {
    const { value } = this.contacts()();
    const former = value();
    value.set(former.filter((_, place) => place !== index));
    const { length } = value();
    this.focusOn(length ? `.contact:nth-of-type(${Math.min(index + 1, length)}) > button` : 'fieldset > button');
    const name = former[index]?.name ?? '';
    this.toasts.offerUndo('contacts.removed', { name }, async () => value.set(former));
  }

  private focusOn(place: string): void {
    const go = (): void => this.host.nativeElement.querySelector<HTMLElement>(place)?.focus();
    afterNextRender(go, { injector: this.injector });
  }
}
