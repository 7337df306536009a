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
  protected readonly nameOf = (option: EntityOption | string | null): string =>
    typeof option === 'string' ? option : (option?.label ?? '');

  focus(options?: FocusOptions): void {
    this.control()?.nativeElement.focus(options);
  }

  protected choose(option: EntityOption): void {
    this.chosen.set(option);
    this.value.set(option.id);
  }

  /** What was typed but not chosen is no choice: an empty field clears, other text goes back to the choice. */
  protected leave(): void {
    if (this.typed().trim() === '') this.value.set('');
    else if (this.typed() !== this.chosen()?.label) this.typed.set(this.value() ? (this.chosen()?.label ?? '') : '');
    this.blur();
  }
}
