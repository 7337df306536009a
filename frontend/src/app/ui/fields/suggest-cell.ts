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
  signal,
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
      (input)="type(control.value)"
      (blur)="leave()"
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
  /** Only what is typed asks for something: a cell that the keyboard comes by opens no list. */
  private readonly isTyping = signal(false);
  private readonly found = resource({
    params: () => (this.isTyping() ? { words: this.words.value(), search: this.search() } : undefined),
    loader: async ({ params: { words, search } }) => (words.trim().length < FEWEST ? [] : search(words)),
  });
  protected readonly options = computed(() => (this.isTyping() && this.found.hasValue() ? this.found.value() : []));
  protected readonly nameOf = (option: EntityOption | string | null): string =>
    typeof option === 'string' ? option : (option?.label ?? '');

  focus(options?: FocusOptions): void {
    this.control()?.nativeElement.focus(options);
  }

  protected type(text: string): void {
    this.isTyping.set(true);
    this.value.set(text);
  }

  protected leave(): void {
    this.isTyping.set(false);
    this.blur();
  }

  protected choose(option: EntityOption): void {
    this.isTyping.set(false);
    this.value.set(option.label);
    this.chosen.emit(option);
  }
}
