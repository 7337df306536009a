import {
  Component,
  Directive,
  type ElementRef,
  computed,
  debounced,
  input,
  model,
  output,
  resource,
  viewChild,
} from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import type { EntityOption } from './entity-field';
import { FieldBase } from './field-base';

const PAUSE = 200;
/** Letters from which on something is suggested. */
const FEWEST = 2;

/** Opens suggestions as Material does, but leaves Escape to the grid and the page while none are open. */
@Directive({ selector: 'input[uiSuggest]' })
export class SuggestTrigger extends MatAutocompleteTrigger {
  override _handleKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.panelOpen) super._handleKeydown(event);
  }
}

/** Text in a cell for which things that there are already are suggested; whatever else is typed stays as it is. */
@Component({
  selector: 'ui-suggest-cell',
  imports: [MatAutocomplete, MatOption, SuggestTrigger],
  template: `
    <input
      #control
      class="cell"
      autocomplete="off"
      uiSuggest
      [matAutocomplete]="list"
      [attr.aria-label]="label()"
      [attr.aria-invalid]="errorText() ? true : null"
      [attr.aria-describedby]="describedBy() || null"
      [attr.maxlength]="limit()"
      [placeholder]="hint()"
      [value]="value()"
      [disabled]="disabled()"
      (input)="value.set(control.value)"
      (blur)="blur()"
    />
    <mat-autocomplete
      #list="matAutocomplete"
      panelWidth="auto"
      [displayWith]="nameOf"
      (optionSelected)="choose($event.option.value)"
    >
      @for (option of options(); track option.id) {
        <mat-option [value]="option" (mousedown)="$event.preventDefault()">
          {{ option.label }}
          @if (option.detail) {
            <span class="muted">{{ option.detail }}</span>
          }
        </mat-option>
      }
    </mat-autocomplete>
  `,
  styleUrl: './cell.scss',
})
export class SuggestCell extends FieldBase implements FormValueControl<string> {
  readonly value = model('');
  readonly limit = input(200);
  /** Id of what says more of the cell, such as what is wrong with it. */
  readonly describedBy = input('');
  /** Finds what can be suggested by words. */
  readonly search = input.required<(words: string) => Promise<readonly EntityOption[]>>();
  readonly chosen = output<EntityOption>();

  private readonly control = viewChild<ElementRef<HTMLInputElement>>('control');
  private readonly words = debounced(this.value, PAUSE);
  /** What was there before anything was typed, or was chosen just now, asks for nothing. */
  private settled: string | undefined;
  private readonly found = resource({
    params: () => ({ words: this.words.value(), search: this.search() }),
    loader: async ({ params: { words, search } }) => {
      this.settled ??= words;
      return words.trim().length < FEWEST || words === this.settled ? [] : search(words);
    },
  });
  protected readonly options = computed(() => (this.found.hasValue() ? this.found.value() : []));
  protected readonly nameOf = (option: EntityOption | string | null): string =>
    typeof option === 'string' ? option : (option?.label ?? '');

  focus(options?: FocusOptions): void {
    this.control()?.nativeElement.focus(options);
  }

  protected choose(option: EntityOption): void {
    this.settled = option.label;
    this.value.set(option.label);
    this.chosen.emit(option);
  }
}
