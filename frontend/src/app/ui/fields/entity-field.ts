import {
  Component,
  computed,
  debounced,
  type ElementRef,
  input,
  linkedSignal,
  model,
  resource,
  viewChild,
} from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { TranslocoPipe } from '@jsverse/transloco';
import { ErrorState } from './error-state';
import { FieldBase } from './field-base';

/** A document that may be chosen. */
export interface EntityOption {
  id: string;
  label: string;
  detail?: string;
}

const PAUSE = 200;

/** A choice of one document among many, by typing a part of its name; keeps the document's id. */
@Component({
  selector: 'ui-entity-field',
  imports: [
    ErrorState,
    MatAutocomplete,
    MatAutocompleteTrigger,
    MatError,
    MatFormField,
    MatHint,
    MatIcon,
    MatInput,
    MatLabel,
    MatOption,
    TranslocoPipe,
  ],
  templateUrl: './entity-field.html',
  styleUrl: './field.scss',
})
export class EntityField extends FieldBase implements FormValueControl<string> {
  /** Id of what is chosen; empty for nothing. */
  readonly value = model('');
  /** Finds documents by words; all words empty gives the likely ones. */
  readonly search = input.required<(words: string) => Promise<readonly EntityOption[]>>();
  /** What is chosen at first, so that its name can be shown without a request. */
  readonly initial = input<EntityOption>();

  /** Makes what is not there yet of what was typed; without it only what is there can be chosen. */
  readonly add = input<(name: string) => Promise<void>>();

  private readonly control = viewChild<ElementRef<HTMLInputElement>>('control');
  private readonly chosen = linkedSignal(() => this.initial());
  protected readonly typed = linkedSignal(() =>
    this.value() && this.chosen()?.id === this.value() ? this.chosen()!.label : '',
  );
  private readonly words = debounced(this.typed, PAUSE);
  protected readonly found = resource({
    params: () => ({ words: this.words.value(), search: this.search() }),
    loader: ({ params }) => params.search(params.words === this.chosen()?.label ? '' : params.words),
  });
  protected readonly options = computed(() => (this.found.hasValue() ? this.found.value() : []));
  /** The name of what can be made; empty where it is there already. */
  protected readonly newName = computed(() => {
    const name = this.typed().trim();
    const isKnown = [this.chosen(), ...this.options()].some((option) => option?.label === name);
    // Before it is known what there is, Enter makes nothing.
    const isSearched = this.words.value() === this.typed() && !this.found.isLoading();
    return this.add() && isSearched && !isKnown ? name : '';
  });
  /** While it is made, what was typed stays. */
  private isAdding = false;
  protected readonly nameOf = (option: EntityOption | string | null): string =>
    typeof option === 'string' ? option : (option?.label ?? '');

  focus(options?: FocusOptions): void {
    this.control()?.nativeElement.focus(options);
  }

  protected choose(option: EntityOption | string): void {
    if (typeof option === 'string') return void this.make(option);
    this.chosen.set(option);
    this.value.set(option.id);
  }

  /** What was typed but not chosen is no choice (pressing on one does not leave the field): an empty field clears, other text goes back to the choice. */
  protected leave(): void {
    if (this.isAdding) return;
    if (this.typed().trim() === '') this.value.set('');
    else if (this.typed() !== this.chosen()?.label) this.typed.set(this.value() ? (this.chosen()?.label ?? '') : '');
    this.blur();
  }

  private async make(name: string): Promise<void> {
    this.isAdding = true;
    await this.add()?.(name);
    this.isAdding = false;
  }
}
