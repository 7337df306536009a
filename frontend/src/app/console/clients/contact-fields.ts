import { Component, ElementRef, Injector, afterNextRender, inject, input, output } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { TextField } from '../../ui/fields/text-field';
import type { ContactDraft } from './client-draft';

/** The people to talk to at a client, each as a row of fields. */
@Component({
  selector: 'app-contact-fields',
  imports: [FormField, MatButton, MatIcon, MatIconButton, TextField, TranslocoPipe],
  template: `
    <fieldset>
      <legend>{{ 'clients.contacts' | transloco }}</legend>
      @for (contact of tree(); track contact; let index = $index) {
        <div
          class="contact"
          role="group"
          [attr.aria-label]="contact.name().value() || ('clients.contact.one' | transloco)"
        >
          <ui-text-field [label]="'clients.contact.name' | transloco" [formField]="contact.name" />
          <ui-text-field [label]="'clients.contact.position' | transloco" [formField]="contact.position" />
          <ui-text-field type="tel" [label]="'clients.contact.phone' | transloco" [formField]="contact.phone" />
          <ui-text-field type="email" [label]="'clients.contact.email' | transloco" [formField]="contact.email" />
          <button
            mat-icon-button
            type="button"
            [attr.aria-label]="'clients.contact.remove' | transloco: { name: contact.name().value() }"
            (click)="remove(index)"
          >
            <mat-icon svgIcon="delete" />
          </button>
        </div>
      }
      <button mat-stroked-button type="button" (click)="add()">
        <mat-icon svgIcon="add" />{{ 'clients.contact.add' | transloco }}
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

  readonly tree = input.required<FieldTree<ContactDraft[]>>();
  readonly added = output();
  /** Index of the contact that goes. */
  readonly removed = output<number>();

  protected add(): void {
    this.added.emit();
    this.focusOn('.contact:last-of-type input');
  }

  /** The keyboard goes on at the contact that took the place, else at the last, else at the button that adds one. */
  protected remove(index: number): void {
    this.removed.emit(index);
    const left = this.tree().length;
    this.focusOn(left ? `.contact:nth-of-type(${Math.min(index + 1, left)}) > button` : 'fieldset > button');
  }

  private focusOn(place: string): void {
    const go = (): void => this.host.nativeElement.querySelector<HTMLElement>(place)?.focus();
    afterNextRender(go, { injector: this.injector });
  }
}
