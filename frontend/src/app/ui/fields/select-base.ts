import { Directive, type ModelSignal, input, viewChild } from '@angular/core';
import { MatSelect } from '@angular/material/select';
import { FieldBase } from './field-base';

/** One of a few, with a label already translated. */
export interface Option {
  value: string;
  label: string;
}

/** A field whose value is chosen among few. */
@Directive()
export abstract class SelectBase<T> extends FieldBase {
  readonly options = input.required<readonly Option[]>();
  /** Says more to those who do not see what stands beside the field. */
  readonly longLabel = input('');
  /** Offers to choose nothing, in these words. */
  readonly emptyLabel = input('');
  private readonly control = viewChild.required(MatSelect);

  abstract readonly value: ModelSignal<T>;
  protected abstract readonly isMultiple: boolean;

  focus(options?: FocusOptions): void {
    this.control().focus(options);
  }
}
