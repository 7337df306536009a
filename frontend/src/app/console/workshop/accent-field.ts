import { Component, computed, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { COLOUR, ON_ACCENT, accentOf } from '@verstak/domain';
import { TextField } from '../../ui/fields/text-field';
import { WorkshopWords } from './workshop-words';

/** The colour of the shop, as it is typed or picked, and as it will be seen by day and by night. */
@Component({
  selector: 'app-accent-field',
  imports: [FormField, TextField, TranslocoPipe],
  template: `
    <ui-text-field [label]="words.nameOf('accent')" [hint]="'workshop.accent.hint' | transloco" [formField]="field()" />
    <input
      #picker
      type="color"
      [attr.aria-label]="'workshop.accent.pick' | transloco"
      [value]="chosen() ?? '#0f5a61'"
      (input)="field()().value.set(picker.value)"
    />
    @if (accent(); as accent) {
      <span class="sample light" [style.background]="accent.light" [style.color]="on.light">{{
        'workshop.accent.light' | transloco
      }}</span>
      <span class="sample dark" [style.background]="accent.dark" [style.color]="on.dark">{{
        'workshop.accent.dark' | transloco
      }}</span>
      <p class="muted" role="status">
        @if (accent.light !== chosen()) {
          {{ 'workshop.accent.tooPale' | transloco: { colour: accent.light } }}
        }
        @if (accent.dark !== chosen()) {
          {{ 'workshop.accent.tooDark' | transloco: { colour: accent.dark } }}
        }
      </p>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 12px;
      align-items: start;
    }
    ui-text-field {
      flex: 1 1 180px;
    }
    input {
      width: 56px;
      height: 48px;
      padding: 4px;
      border: var(--v-line);
      border-radius: 8px;
      background: var(--mat-sys-surface-container-lowest);
    }
    .sample {
      padding: 12px 16px;
      border: 2px solid;
      border-radius: 8px;
      font-weight: 550;
    }
    p {
      flex-basis: 100%;
    }
    p:empty {
      display: none;
    }
  `,
})
export class AccentField {
  protected readonly words = inject(WorkshopWords);

  readonly field = input.required<FieldTree<string>>();

  protected readonly on = ON_ACCENT;
  /** The colour as it is stored, where what is typed is one. */
  protected readonly chosen = computed(() => {
    const typed = this.field()().value().trim().toLowerCase();
    return COLOUR.test(typed) ? typed : undefined;
  });
  protected readonly accent = computed(() => {
    const chosen = this.chosen();
    return chosen && accentOf(chosen);
  });
}
