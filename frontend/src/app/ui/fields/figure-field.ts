import { Directive, type ElementRef, inject, model, viewChild } from '@angular/core';
import { type TransformedValueSignal, transformedValue } from '@angular/forms/signals';
import { I18n } from '../../core/i18n/i18n';
import type { Language } from '../../core/i18n/languages';
import { FieldBase } from './field-base';

/** A field whose text is a figure: keeps what is typed, gives the form the figure or a parse error. */
@Directive()
export abstract class FigureField extends FieldBase {
  private readonly i18n = inject(I18n);
  private readonly control = viewChild<ElementRef<HTMLInputElement>>('control');

  /** The figure; `null` where nothing is typed. */
  readonly value = model<number | null>(null);

  protected readonly text: TransformedValueSignal<string> = transformedValue(this.value, {
    parse: (text: string) => {
      const value = this.read(text);
      return value === undefined ? { error: { kind: this.faultKind } } : { value };
    },
    format: (value: number | null) => this.write(value, this.i18n.language()),
  });

  protected abstract readonly faultKind: string;
  protected abstract read(text: string): number | null | undefined;
  protected abstract write(value: number | null, language: Language): string;

  focus(options?: FocusOptions): void {
    this.control()?.nativeElement.focus(options);
  }

  /** The figure is written out in full when the field is left, where it could be read. */
  protected leave(): void {
    const value = this.read(this.text());
    if (value !== undefined) this.text.set(this.write(value, this.i18n.language()));
    this.blur();
  }
}
