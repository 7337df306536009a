import { Component, computed, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { SHOP_PAGES, WEEKDAYS } from '@verstak/domain';
import { TextField } from '../../ui/fields/text-field';
import { AccentField } from './accent-field';
import type { WorkshopDraft } from './workshop-draft';
import { WorkshopWords } from './workshop-words';

/** What the shop says to customers: its colour, its texts in two languages, when it is open, and its pages. */
@Component({
  selector: 'app-shop-fields',
  imports: [AccentField, FormField, TextField, TranslocoPipe],
  template: `
    <section class="fields" aria-labelledby="workshop-shop">
      <h2 id="workshop-shop">{{ 'workshop.part.shop' | transloco }}</h2>
      <p class="muted">{{ 'workshop.shopLead' | transloco }}</p>
      <app-accent-field [field]="form().accent" />
      @for (text of texts(); track text.path) {
        <ui-text-field [label]="words.nameOf(text.path)" [rows]="2" [formField]="text.field" />
      }
    </section>
    <section class="fields" aria-labelledby="workshop-hours">
      <h2 id="workshop-hours">{{ 'workshop.part.hours' | transloco }}</h2>
      <p class="muted">{{ 'workshop.hoursHint' | transloco }}</p>
      @for (day of days; track day) {
        <ui-text-field [label]="words.piecesOf('openingHours.' + day)" [formField]="form().openingHours[day]" />
      }
    </section>
    <section class="fields" aria-labelledby="workshop-pages">
      <h2 id="workshop-pages">{{ 'workshop.part.pages' | transloco }}</h2>
      <p class="muted">{{ 'workshop.pagesHint' | transloco }}</p>
      @for (text of pages(); track text.path) {
        <ui-text-field [label]="words.piecesOf(text.path)" [rows]="5" [formField]="text.field" />
      }
    </section>
  `,
  styleUrl: '../../ui/forms/form-fields.scss',
  styles: `
    :host {
      display: grid;
      gap: 24px;
    }
    h2,
    p,
    app-accent-field {
      grid-column: 1 / -1;
    }
  `,
})
export class ShopFields {
  protected readonly words = inject(WorkshopWords);

  readonly form = input.required<FieldTree<WorkshopDraft>>();

  protected readonly days = WEEKDAYS;
  protected readonly texts = computed(() =>
    (['welcome', 'pickUp', 'delivery'] as const).flatMap((name) => inBoth(name, this.form()[name])),
  );
  protected readonly pages = computed(() =>
    SHOP_PAGES.flatMap((name) => inBoth(`pages.${name}`, this.form().pages[name])),
  );
}

/** The fields of a text in both languages, side by side. */
function inBoth(
  path: string,
  { ru, en }: FieldTree<{ ru: string; en: string }>,
): { path: string; field: FieldTree<string> }[] {
  return [
    { path: `${path}.ru`, field: ru },
    { path: `${path}.en`, field: en },
  ];
}
