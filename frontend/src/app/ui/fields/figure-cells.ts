import { Component, input } from '@angular/core';
import { MoneyField } from './money-field';
import { NumberField } from './number-field';

/** A sum in a cell of an editable table: as `ui-money-field`, without its frame; the label is for screen readers. */
@Component({ selector: 'ui-money-cell', templateUrl: './figure-cell.html', styleUrl: './cell.scss' })
export class MoneyCell extends MoneyField {
  /** Id of what says more of the cell, such as what is wrong with it. */
  readonly describedBy = input('');
}

/** A number in a cell of an editable table: as `ui-number-field`, without its frame. */
@Component({ selector: 'ui-number-cell', templateUrl: './figure-cell.html', styleUrl: './cell.scss' })
export class NumberCell extends NumberField {
  /** Id of what says more of the cell, such as what is wrong with it. */
  readonly describedBy = input('');
}
