import { Component, computed, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { Workshop } from '../../core/workshop/workshop';
import { TextField } from '../../ui/fields/text-field';
import type { WorkshopDraft } from './workshop-draft';
import { WorkshopWords } from './workshop-words';

/** What documents say of the workshop: who it is, how to reach it, where its money goes. */
@Component({
  selector: 'app-workshop-fields',
  imports: [FormField, TextField, TranslocoPipe],
  template: `
    @for (group of groups(); track group.name) {
      <section class="fields" [attr.aria-labelledby]="'workshop-' + group.name">
        <h2 [id]="'workshop-' + group.name">{{ 'workshop.part.' + group.name | transloco }}</h2>
        @for (field of group.fields; track field.name) {
          <ui-text-field
            [class.wide]="field.isWide"
            [type]="field.type"
            [label]="words.nameOf(field.name)"
            [formField]="form()[field.name]"
          />
        }
      </section>
    }
  `,
  styleUrl: '../../ui/forms/form-fields.scss',
  styles: `
    :host {
      display: grid;
      gap: 24px;
    }
    h2 {
      grid-column: 1 / -1;
    }
  `,
})
export class WorkshopFields {
  protected readonly words = inject(WorkshopWords);
  private readonly workshop = inject(Workshop);

  readonly form = input.required<FieldTree<WorkshopDraft>>();

  protected readonly groups = computed(() => {
    const inRussia = this.workshop.settings().country === 'RU';
    return GROUPS.map(({ name, fields }) => ({
      name,
      fields: fields.filter(({ isRussian }) => inRussia || !isRussian),
    }));
  });
}

/** Fields of one text. */
type Plain = { [Name in keyof WorkshopDraft]: WorkshopDraft[Name] extends string ? Name : never }[keyof WorkshopDraft];

interface Typed {
  name: Plain;
  type: 'text' | 'tel' | 'email';
  isWide: boolean;
  /** Only firms in Russia have it. */
  isRussian: boolean;
}

const typed = (name: Typed['name'], more: Partial<Typed> = {}): Typed => ({
  name,
  type: 'text',
  isWide: false,
  isRussian: false,
  ...more,
});

const GROUPS: readonly { name: string; fields: readonly Typed[] }[] = [
  {
    name: 'firm',
    fields: [
      typed('legalName', { isWide: true }),
      typed('taxNumber'),
      typed('taxReasonCode', { isRussian: true }),
      typed('registrationNumber'),
    ],
  },
  {
    name: 'reach',
    fields: [
      typed('address', { isWide: true }),
      typed('phone', { type: 'tel' }),
      typed('email', { type: 'email' }),
      typed('website'),
    ],
  },
  {
    name: 'bank',
    fields: [
      typed('bankName', { isWide: true }),
      typed('bankCode'),
      typed('bankAccount'),
      typed('correspondentAccount', { isRussian: true }),
    ],
  },
];
