import { Directive, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { FieldBase } from '../../ui/fields/field-base';

/** What may be ticked together, in words. */
export interface TickArea<T extends string> {
  key: string;
  label: string;
  /** `warning` is told once it is ticked. */
  rows: readonly { value: T; label: string; note?: string; warning?: string }[];
}

/** Some of many, ticked by areas. What is ticked may always be unticked. */
@Directive()
export abstract class TickedAreas<T extends string> extends FieldBase implements FormValueControl<T[]> {
  readonly value = model<T[]>([]);
  protected abstract readonly areas: readonly TickArea<T>[];
  /** Why something may not be ticked, in words. */
  protected abstract readonly closed: string;

  protected abstract mayTick(value: T): boolean;

  /** What is ticked once one of them is ticked or unticked. */
  protected abstract toggled(former: readonly T[], value: T): T[];

  protected toggle(value: T): void {
    this.value.set(this.toggled(this.value(), value));
    this.blur();
  }
}
